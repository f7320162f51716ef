package dev.sluice.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.keys.LaneSamples;
import dev.sluice.schemas.record.LaneAnnouncement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LaneMetricsTest {

    private static final String LANE = "{group=\"*\",lane=\"sim/a\",provider=\"sim\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sluice_lane_calls_total" + LANE + " 200.0",
                "sluice_lane_answered_total" + LANE + " 100.0",
                "sluice_lane_rate_limited_total" + LANE + " 20.0",
                "sluice_lane_failed_total" + LANE + " 10.0",
                "sluice_lane_retries_total" + LANE + " 30.0",
                "sluice_lane_in_flight" + LANE + " 3.0",
                "sluice_lane_retry_ratio" + LANE + " 0.15",
                "sluice_lane_waste_ratio" + LANE + " 0.15",
                "sluice_lane_amplification" + LANE + " 2.0",
                "sluice_lane_cooldown_seconds" + LANE + " 30.0",
                "sluice_lane_state{group=\"*\",lane=\"sim/a\",provider=\"sim\",state=\"cooling\"} 1.0",
                "sluice_lane_state{group=\"*\",lane=\"sim/a\",provider=\"sim\",state=\"available\"} 0.0",
                "sluice_key_state{key=\"a\",lane=\"sim/a\",provider=\"sim\",state=\"disabled\"} 1.0",
                "sluice_key_cooldown_seconds{key=\"a\",lane=\"sim/a\",provider=\"sim\"} 600.0"
            })
    void everyNumberOfALaneIsTold(String line) {
        assertThat(
                        text(LaneSamples.cooling("a", 30, "rate_limit")
                                        .setKeys(List.of(LaneSamples.disabled("a", "auth"))))
                                .lines())
                .contains(line);
    }

    @Test
    void groupsOfALaneTellTheirKeysOnce() {
        String text =
                text(LaneSamples.announced("a"), LaneSamples.announced("a").setModelGroup("nano"));

        assertThat(text.lines().filter(line -> line.startsWith("sluice_lane_calls_total")))
                .hasSize(2);
        assertThat(text.lines().filter(line -> line.startsWith("sluice_key_cooldown_seconds")))
                .hasSize(1);
    }

    @Test
    void aLaneThatWentToAnotherWorkerIsToldNoMore() {
        assertThat(text(LaneSamples.announced("a").setAt(LaneSamples.NOW.minusSeconds(6))))
                .doesNotContain("sim/a");
    }

    private static String text(LaneAnnouncement.Builder... announced) {
        return LaneMetrics.text(
                Stream.of(announced).map(LaneAnnouncement.Builder::build).toList(),
                LaneSamples.NOW);
    }
}
