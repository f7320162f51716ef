package dev.sluice.app.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.app.replay.ReplaySummary.Fate;
import dev.sluice.app.replay.Selection;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.ResultStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which parts of the topic a replay reads, on a real Kafka. */
class ReplayPartsTest {

    private static final Map<String, String> DEMO = Map.of("sluice-key", "demo");

    private Desk desk;

    @BeforeEach
    void start(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.configure();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void aPartASinceAndACustomerSelect() {
        RequestId first = desk.request(0, DEMO);
        RequestId second = desk.request(0, DEMO);
        RequestId third = desk.request(0, Map.of("sluice-key", "ops"));
        RequestId fourth = desk.request(2, Map.of("sluice-key", "removed"));
        for (RequestId id : List.of(first, second, third)) {
            desk.ended(id, ResultStatus.FAILED);
        }
        desk.ended(fourth, ResultStatus.FAILED, "globex");

        assertThat(Desk.fates(desk.plan(part("0:1", "0:1")))).containsOnlyKeys(second);
        assertThat(Desk.fates(desk.plan(part("0:1", null)))).containsOnlyKeys(second, third);
        Instant then = Instant.ofEpochMilli(desk.record(third).timestamp());
        assertThat(Desk.fates(desk.plan(since(then)))).containsKeys(third, fourth);
        assertThat(Desk.fates(desk.plan(since(Instant.now().plusSeconds(60))))).isEmpty();
        try (Replay replay = desk.replay(Desk.all(), "failed", Optional.of("globex"))) {
            assertThat(Desk.fates(replay.plan())).containsOnlyKeys(third, fourth);
        }
    }

    private static Selection part(String from, @Nullable String to) {
        return Selection.of(
                Optional.empty(), Optional.of(from), Optional.ofNullable(to), Optional.empty());
    }

    private static Selection since(Instant time) {
        return Selection.of(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(time));
    }

    @Test
    void whatAdmissionBuriedWillHaveNoResult() {
        RequestId undecided = desk.request(0, DEMO);
        RequestId open = desk.request(0, DEMO);
        desk.request(0, new byte[] {0, 0, 0, 0, 99, 1}, Map.of());
        desk.buried(undecided, "admission", "undecided");
        desk.buried(open, "placement", "invalid");

        assertThat(Desk.fates(desk.plan(Desk.all())))
                .isEqualTo(Map.of(undecided, Fate.CANNOT, open, Fate.IN_PROGRESS));
        assertThat(desk.progress.toString())
                .contains("1 records in between are no requests: see inference.dead-letters");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() {
        desk.request(0, Map.of("sluice-key", "demo", "sluice-workflow", "nightly"));

        assertRefused(
                Desk.workflow("weekly"), "no request is of workflow 'weekly'; others are nightly");
        assertRefused(part("0:1", null), "--from 0:1 is past the end: partition 0 has 0 to 0");
        assertRefused(part("3:0", null), "--from 3:0: partition 3 has no records");
        assertRefused(part("4:0", null), "there is no partition 4: there are 0 to 3");
        assertThatThrownBy(() -> desk.replay(Desk.all(), "failed", Optional.of("initech")))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(
                        "there is no customer 'initech' in the configuration in force (version 1): there are acme, globex");
    }

    private void assertRefused(Selection selection, String why) {
        try (Replay replay = desk.replay(selection)) {
            assertThatThrownBy(replay::plan).isInstanceOf(ReplayRefused.class).hasMessage(why);
        }
    }

    @Test
    void requestsFarApartAreReadWhereTheyStand() {
        RequestId first = desk.request(0, Map.of("sluice-key", "demo", "sluice-workflow", "w"));
        for (int i = 0; i < 3_000; i++) {
            desk.sendSoon(0);
        }
        RequestId last = desk.request(0, Map.of("sluice-key", "demo", "sluice-workflow", "w"));
        RequestId elsewhere = desk.request(3, Map.of("sluice-key", "demo", "sluice-workflow", "w"));
        for (RequestId id : List.of(first, last, elsewhere)) {
            desk.ended(id, ResultStatus.FAILED);
        }

        Map<RequestId, RequestId> published = desk.publish(Desk.workflow("w"));

        assertThat(published).containsOnlyKeys(first, last, elsewhere);
        assertThat(last.offset() - first.offset()).isEqualTo(3_001);
    }
}
