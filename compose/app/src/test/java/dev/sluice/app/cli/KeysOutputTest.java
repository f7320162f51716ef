package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.keys.KeyStatus;
import dev.sluice.app.keys.KeyTable;
import dev.sluice.app.keys.LaneNews;
import dev.sluice.app.keys.LaneSamples;
import dev.sluice.schemas.record.LaneAnnouncement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sluice keys} prints. */
final class KeysOutputTest {

    @Test
    void aKeyIsALineAndWhatElseThereIsToSayStandsBelow() {
        List<KeyStatus> keys = keys(LaneSamples.cooling("a", 252, "rate_limit"));

        assertThat(KeysText.lines(keys, LaneSamples.NOW))
                .containsExactly(
                        "key                        state            for flight    calls    429"
                                + " failed  retry  waste   ampl",
                        "sim/a                      cooling        4m12s      3      200     20"
                                + "     10  15.0%  15.0%   2.00",
                        "    lane sim/a · rate_limit · 600 requests/1m");
    }

    @Test
    void noLineIsLongerThanAHundred() {
        List<KeyStatus> keys =
                keys(
                        LaneSamples.cooling("a", 252, "by_hand: " + "why ".repeat(60))
                                .setLimits(
                                        Stream.generate(() -> "600 requests/1m")
                                                .limit(20)
                                                .toList()));

        assertThat(KeysText.lines(keys, LaneSamples.NOW))
                .allMatch(line -> line.length() <= 100)
                .hasSizeGreaterThan(3);
    }

    @Test
    void whereNothingIsAnnouncedThatIsSaid() {
        List<String> lines = KeysText.lines(keys(), LaneSamples.NOW);

        assertThat(lines.get(1)).isEqualTo("sim/a                      silent");
        assertThat(lines.getLast()).startsWith("No lane announces itself");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PT0.001S, 1s",
        "PT59S, 59s",
        "PT59.5S, 1m0s",
        "PT4M12S, 4m12s",
        "PT1H, 1h0m",
        "PT23H59M59S, 23h59m",
        "P6DT23H10M, 6d23h"
    })
    void timesAreShort(Duration time, String text) {
        assertThat(KeysText.left(time)).isEqualTo(text);
    }

    @Test
    void jsonHasEveryFieldAlways() throws Exception {
        for (List<KeyStatus> keys : List.of(keys(), keys(LaneSamples.announced("a")))) {
            JsonNode row =
                    new ObjectMapper()
                            .readTree(KeysJson.of(keys, LaneSamples.NOW))
                            .path("keys")
                            .path(0);
            assertThat(row.properties().stream().map(Map.Entry::getKey))
                    .containsExactly(
                            "key",
                            "lane",
                            "state",
                            "until",
                            "reason",
                            "shares_lane",
                            "in_flight",
                            "calls",
                            "answered",
                            "rate_limited",
                            "failed",
                            "retries",
                            "retry_ratio",
                            "waste_ratio",
                            "amplification",
                            "notes",
                            "limits",
                            "order");
        }
    }

    private static List<KeyStatus> keys(LaneAnnouncement.Builder... announcements) {
        LaneNews news = new LaneNews();
        Stream.of(announcements).map(LaneAnnouncement.Builder::build).forEach(news::add);
        return new KeyTable(news, Map.of(), LaneSamples.NOW)
                .of(List.of(LaneSamples.lane("a", "a")));
    }
}
