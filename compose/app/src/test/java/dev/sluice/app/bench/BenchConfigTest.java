package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.app.sim.Simulator;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.testing.Samples;
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

    @Test
    void aConfigurationIsWrittenOutAsAPersonWould() {
        assertThat(BenchConfig.of(TinyLoads.load(2), 4010))
                .isEqualTo(
                        """
                        providers:
                          sim:
                            type: openai
                            base_url: http://127.0.0.1:4010/v1
                            keys:
                              - {id: key-0, secret: sk-sim-key-0, limits: [{requests: 600, per: 1m, burst: 5}]}
                              - {id: key-1, secret: sk-sim-key-1, limits: [{requests: 600, per: 1m, burst: 5}]}
                          echo:
                            type: echo
                            keys:
                              - {id: echo-1, secret: none, limits: [{concurrent: 200}]}
                        models:
                          gpt-4o-mini: {provider: sim, max_output_tokens: 1024}
                          echo: {provider: echo, max_output_tokens: 1024}
                        customers:
                          customer-0:
                            teams:
                              agents:
                                keys:
                                  - {id: customer-0, secret_sha256: "SHA256", models: [gpt-4o-mini]}
                          customer-1:
                            teams:
                              agents:
                                keys:
                                  - {id: customer-1, secret_sha256: "SHA256", models: [gpt-4o-mini]}
                          warm-up:
                            teams:
                              agents:
                                keys:
                                  - {id: warm-up, secret_sha256: "SHA256", models: [echo]}
                        prices:
                          gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
                          echo: {input_per_million: 0, output_per_million: 0}
                        worker: {max_in_flight: 2000}
                        audit: {root_key: "a root key that is good for a bench only"}
                        """
                                .replace("SHA256", Samples.SECRET_SHA256));
    }

    @Test
    void whatIsNotKnownIsNotWritten() {
        String yaml = BenchConfig.of(TinyLoads.load(2, LoadCase.Known.NOTHING), 4010);

        assertThat(yaml).contains("- {id: key-0, secret: sk-sim-key-0}\n");
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
