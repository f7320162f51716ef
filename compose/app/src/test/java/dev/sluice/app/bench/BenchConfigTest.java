package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.app.sim.Simulator;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchConfigTest {

    static List<LoadCase> cases() {
        return LoadCase.all(LoadCase.Size.FULL);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aConfigurationSaysOfTheLimitsWhatIsKnown(LoadCase load) {
        List<ProviderConfig.Key> keys = keys(parsed(BenchConfig.of(load, 4010)));

        assertThat(keys).extracting(ProviderConfig.Key::id).containsExactlyElementsOf(ids(load));
        for (int n = 0; n < keys.size(); n++) {
            assertThat(keys.get(n).limits())
                    .isEqualTo(
                            load.known() == LoadCase.Known.CONFIGURED
                                    ? load.keys().get(n).limits()
                                    : List.<Limit>of());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCustomerHasAVirtualKeyOfItsNameAndNoLimits(LoadCase load) {
        SluiceConfig config = parsed(BenchConfig.of(load, 4010));

        assertThat(config.customers())
                .extracting(CustomerConfig::id)
                .containsAll(load.customers().keySet())
                .contains(BenchConfig.WARM_UP);
        assertThat(config.customers())
                .allSatisfy(customer -> {
                    assertThat(customer.limits()).isEmpty();
                    assertThat(customer.weight()).isEqualTo(1);
                    assertThat(customer.teams().getFirst().keys().getFirst().id())
                            .isEqualTo(customer.id());
                });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theProviderTakesEveryCase(LoadCase load) {
        try (Simulator provider = BenchProvider.start(load)) {
            assertThat(provider.tally().keys()).hasSize(load.keys().size());
            assertThat(provider.tally().calls()).isZero();
        }
    }

    @Test
    void aWorkerMayHaveAsManyCallsAsItIsToHave() {
        SluiceConfig config = parsed(BenchConfig.unlimited(3, List.of("acme"), 77, 4010));

        assertThat(config.worker().inFlightMax()).isEqualTo(77);
        assertThat(keys(config)).hasSize(3);
        assertThat(keys(config).getFirst().limits()).contains(new Limit.Concurrent(77));
    }

    private static SluiceConfig parsed(String yaml) {
        return BenchConfig.parsed(yaml).config();
    }

    private static List<ProviderConfig.Key> keys(SluiceConfig config) {
        return config.providers().stream()
                .filter(provider -> provider.id().equals("sim"))
                .findAny()
                .orElseThrow()
                .keys();
    }

    private static List<String> ids(LoadCase load) {
        return load.keys().stream().map(LoadKey::id).toList();
    }
}
