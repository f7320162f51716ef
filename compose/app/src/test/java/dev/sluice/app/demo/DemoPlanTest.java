package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPlanTest {

    @ParameterizedTest
    @CsvSource({
        // requests, keys, per minute, burst, latency ms, least time ms
        "1000, 5,   600,  10, 300, 19300",
        " 300, 5,  6000,  50,  20,   120",
        "  60, 3, 60000,  20,   5,     5",
        "  61, 3, 20000,  20,   0,     1",
        "  10, 1,    60,  10, 100,   100",
        "  11, 1,    60,  10, 100,  1100",
        "   1, 1,    60,   1,   0,     0",
        "   0, 2,    60,  10, 250,   250",
        "1000, 1,   600,  10,   0, 99000",
        "1000, 2,   600,  10,   0, 49000"
    })
    void the_least_time_is_the_bursts_then_the_rate_then_one_latency(
            int requests, int keys, int perMinute, int burst, long latency, long ideal) {
        DemoPlan plan =
                new DemoPlan(
                        requests, 7, keys, perMinute, burst, Duration.ofMillis(latency), 0, 1, 1);

        assertThat(plan.ideal()).isEqualTo(Duration.ofMillis(ideal));
    }

    @Test
    void a_second_key_and_a_larger_burst_never_cost_time() {
        Duration before = withKeysAndBurst(1, 1).ideal();
        for (int keys = 1; keys <= 26; keys++) {
            for (int burst = 1; burst <= 5; burst++) {
                assertThat(withKeysAndBurst(keys + 1, burst).ideal())
                        .isLessThanOrEqualTo(withKeysAndBurst(keys, burst).ideal());
                assertThat(withKeysAndBurst(keys, burst + 1).ideal())
                        .isLessThanOrEqualTo(withKeysAndBurst(keys, burst).ideal())
                        .isLessThanOrEqualTo(before);
            }
        }
    }

    @Test
    void keys_are_named_by_letters() {
        assertThat(DemoPlan.STANDARD.keyIds())
                .containsExactly("key-a", "key-b", "key-c", "key-d", "key-e");
        assertThat(withKeysAndBurst(1, 1).keyIds()).isEqualTo(List.of("key-a"));
        assertThat(withKeysAndBurst(26, 1).keyIds()).hasSize(26).endsWith("key-z");
    }

    @Test
    void the_standard_plan_is_what_the_command_promises() {
        DemoPlan plan = DemoPlan.STANDARD;

        assertThat(List.of(plan.requests(), plan.agents(), plan.keys()))
                .containsExactly(1_000, 7, 5);
        assertThat(plan.ideal()).isEqualTo(Duration.ofMillis(19_300));
        assertThat(plan.rivalRequests()).isLessThan(plan.requests());
    }

    private static DemoPlan withKeysAndBurst(int keys, int burst) {
        return new DemoPlan(500, 7, keys, 600, burst, Duration.ofMillis(300), 10, 10, 5);
    }
}
