package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.sim.SimulatorConfig.Announces;
import dev.sluice.config.Limit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SimulatorConfigTest {

    private final SimulatorConfig config = SimSamples.config(SimSamples.perMinute(60, 2));

    @Test
    void eachChangeLeavesTheRestAsItIs() {
        SimulatorConfig changed =
                config.withAnnounces(Announces.NOTHING)
                        .onHost("127.0.0.2")
                        .onPort(7)
                        .withLatency(Duration.ofMillis(1))
                        .withJitter(Duration.ofMillis(2))
                        .withSlowness(Duration.ofMillis(3));

        assertThat(changed)
                .isEqualTo(
                        new SimulatorConfig(
                                "127.0.0.2",
                                7,
                                config.keys(),
                                config.models(),
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                Announces.NOTHING));
    }

    @Test
    void aKeyHasOnlyLimitsThatProvidersCount() {
        assertThatThrownBy(() -> SimSamples.config(new Limit.OutputTokens(5, SimSamples.MINUTE)))
                .hasMessageContaining("requests, tokens and concurrency only");
        assertThatThrownBy(() ->
                        SimSamples.config(
                                new Limit.Requests(
                                        5,
                                        SimSamples.MINUTE.in(ZoneOffset.UTC),
                                        OptionalLong.empty())))
                .hasMessageContaining("requests, tokens and concurrency only");
    }

    @Test
    void limitsAreToldOnlyByWhomTheyAreToBe() {
        KeyLimits limits =
                new KeyLimits(
                        Optional.of(new KeyLimits.Level(60, 2, Duration.ZERO)), Optional.empty());

        assertThat(Announces.LIMITS.limits(limits))
                .containsEntry("x-ratelimit-limit-requests", "60");
        assertThat(Announces.PAUSES.limits(limits)).isEqualTo(Map.of());
        assertThat(Announces.NOTHING.limits(limits)).isEqualTo(Map.of());
    }

    @Test
    void aPauseIsToldUnlessNothingIs() {
        ApiError error =
                new ApiError(429, "requests", "code", "why", Optional.of(Duration.ofSeconds(1)));

        assertThat(Announces.LIMITS.told(error)).isEqualTo(error);
        assertThat(Announces.PAUSES.told(error)).isEqualTo(error);
        assertThat(Announces.NOTHING.told(error).pause()).isEmpty();
        assertThat(Announces.NOTHING.told(error).json()).isEqualTo(error.json());
    }

    @Test
    void aKeyWithoutTroublesHasNone() {
        SimulatorConfig.Key key =
                new SimulatorConfig.Key("a", "s", List.of(new Limit.Concurrent(1)));

        assertThat(key.troubles()).isEqualTo(KeyTroubles.NONE);
        assertThat(key.troubles().fate(Duration.ofDays(9))).isEmpty();
        assertThat(key).hasToString("Key[a]");
    }

    @Test
    void twoKeysHaveTwoSecrets() {
        SimulatorConfig.Key key = new SimulatorConfig.Key("a", "s", List.of());
        SimulatorConfig.Key other = new SimulatorConfig.Key("b", "s", List.of());

        assertThatThrownBy(() -> SimulatorConfig.of(List.of(key, other), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two keys have the same secret");
    }
}
