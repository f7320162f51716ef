package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.AnswerPolicy;
import dev.sluice.config.BreakerPolicy;
import dev.sluice.config.CooldownPolicy;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.WorkerPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds and times are read with their units. */
final class PoliciesTest {

    private static final String WRITTEN =
            """
            requests: {default_deadline: 90s, max_deadline: 2d, max_body: 512KiB,
                       max_parked_per_key: 7, max_attempts: 2, max_rotations: 9,
                       max_waiting_per_customer: 11, passed_over_max: 3,
                       max_recorded_answers: 3GiB, max_cached_answers: 20MiB}
            worker: {max_in_flight: 3, connect_timeout: 250ms, call_timeout: 2m, drain: 0s,
                     max_answer: 2MiB,
                     cooldowns: {rate_limit: [1s, 2m], billing: [3h], forgotten_after: 4m},
                     breaker: {window: 5s, min_calls: 6, failure_percent: 7, open: 8s},
                     adaptive: {start: 2, max: 9},
                     first_byte_timeout: 3m, idle_timeout: 45s}
            schema_registry: {url: "https://registry:8081/"}
            """;

    private static SluiceConfig config() {
        return Documents.valid(Documents.sample() + WRITTEN).config();
    }

    @Test
    void boundsOfRequests() {
        assertThat(config().requests())
                .isEqualTo(
                        new RequestPolicy(
                                Duration.ofSeconds(90),
                                Duration.ofDays(2),
                                512 * 1024,
                                7,
                                2,
                                9,
                                11,
                                3,
                                new AnswerPolicy(3L << 30, 20L << 20)));
    }

    @Test
    void boundsOfAWorker() {
        assertThat(config().worker())
                .isEqualTo(
                        new WorkerPolicy(
                                3,
                                Duration.ofMillis(250),
                                Duration.ofMinutes(2),
                                Duration.ZERO,
                                2 * 1024 * 1024,
                                new CooldownPolicy(
                                        List.of(Duration.ofSeconds(1), Duration.ofMinutes(2)),
                                        List.of(Duration.ofHours(3)),
                                        Duration.ofMinutes(4)),
                                new BreakerPolicy(
                                        Duration.ofSeconds(5), 6, 7, Duration.ofSeconds(8)),
                                new AdaptivePolicy(2, 9),
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(45)));
    }

    @Test
    void anAddressWithoutTheSlashAtItsEnd() {
        assertThat(config().registryUrl()).contains(URI.create("https://registry:8081"));
    }
}
