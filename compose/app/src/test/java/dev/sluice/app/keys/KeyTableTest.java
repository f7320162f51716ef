package dev.sluice.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneAnnouncement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Announcements and orders in, rows out. */
final class KeyTableTest {

    private static final Lane ALONE = LaneSamples.lane("a", "a");
    private final LaneNews news = new LaneNews();

    @Test
    void aLaneThatTakesCallsIsAvailable() {
        tell(LaneSamples.announced("a"));

        KeyStatus row = row();
        assertThat(row.id()).isEqualTo("sim/a");
        assertThat(row.state()).isEqualTo("available");
        assertThat(row.reason()).isEmpty();
        assertThat(row.inFlight()).isEqualTo(3);
        assertThat(row.limits()).containsExactly("600 requests/1m");
    }

    @Test
    void aRateLimitOfTheLaneIsTheKeysState() {
        tell(LaneSamples.cooling("a", 30, "rate_limit"));

        assertThat(row())
                .returns("cooling", KeyStatus::state)
                .returns("rate_limit", KeyStatus::reason)
                .returns(Optional.of(LaneSamples.NOW.plusSeconds(30)), KeyStatus::until);
    }

    @Test
    void aKeysOwnStateGoesBeforeItsLanes() {
        tell(
                LaneSamples.cooling("a", 30, "rate_limit")
                        .setKeys(List.of(LaneSamples.disabled("a", "auth"))));

        assertThat(row()).returns("disabled", KeyStatus::state).returns("auth", KeyStatus::reason);
    }

    @Test
    void oneGroupThatRestsIsANote() {
        tell(LaneSamples.announced("a"));
        tell(
                LaneSamples.cooling("a", 30, "rate_limit")
                        .setModelGroup("nano")
                        .setBreakers(List.of(LaneSamples.open("small"))));

        assertThat(row().state()).isEqualTo("available");
        assertThat(row().notes())
                .containsExactly("group nano cooling: rate_limit", "model small fails");
        assertThat(row().limits()).containsExactly("600 requests/1m", "nano: 600 requests/1m");
    }

    @Test
    void allGroupsThatRestMakeTheKeysState() {
        tell(LaneSamples.cooling("a", 20, "rate_limit"));
        tell(LaneSamples.cooling("a", 30, "overloaded").setModelGroup("nano"));

        assertThat(row().state()).isEqualTo("cooling");
        assertThat(row().notes())
                .containsExactly("group * cooling: rate_limit", "group nano cooling: overloaded");
    }

    @Test
    void numbersOfAllGroupsAreAddedUp() {
        tell(LaneSamples.announced("a"));
        tell(LaneSamples.announced("a").setModelGroup("nano"));

        assertThat(row().counts().getCalls()).isEqualTo(400);
        assertThat(row().inFlight()).isEqualTo(6);
        CallRatios ratios = CallRatios.of(row().counts());
        assertThat(ratios.retry()).isEqualTo(0.15);
        assertThat(ratios.waste()).isEqualTo(0.15);
        assertThat(ratios.amplification()).hasValue(2.0);
    }

    @Test
    void withoutAnAnswerThereIsNoAmplification() {
        assertThat(CallRatios.of(LaneNews.sum(List.of())).amplification()).isEmpty();
        assertThat(CallRatios.of(LaneNews.sum(List.of())).waste()).isZero();
    }

    @Test
    void whoIsSilentForFiveSecondsHasNoWorker() {
        tell(LaneSamples.announced("a").setAt(LaneSamples.NOW.minusSeconds(5)));
        assertThat(row())
                .returns(KeyStatus.SILENT, KeyStatus::state)
                .returns("no worker runs it", KeyStatus::reason);
        tell(
                LaneSamples.announced("a")
                        .setNumber(2)
                        .setAt(LaneSamples.NOW.minus(Duration.ofMillis(4_999))));
        assertThat(row().state()).isEqualTo("available");
    }

    @Test
    void theNewestEpochAndNumberCountWhateverTheOrder() {
        tell(LaneSamples.cooling("a", 30, "rate_limit").setEpoch(6).setNumber(1));
        tell(LaneSamples.announced("a").setEpoch(5).setNumber(900));
        assertThat(row().state()).isEqualTo("cooling");
        tell(LaneSamples.announced("a").setEpoch(6).setNumber(2));
        assertThat(row().state()).isEqualTo("available");
    }

    @Test
    void keysThatShareALaneShareItsNumbers() {
        Lane shared = LaneSamples.lane("org", "a", "b");
        tell(LaneSamples.announced("org").setKeys(List.of(LaneSamples.disabled("b", "billing"))));

        List<KeyStatus> rows = new KeyTable(news, Map.of(), LaneSamples.NOW).of(List.of(shared));

        assertThat(rows).extracting(KeyStatus::id).containsExactly("sim/a", "sim/b");
        assertThat(rows).extracting(KeyStatus::state).containsExactly("available", "disabled");
        assertThat(rows).extracting(KeyStatus::alone).containsOnly(KeyStatus.Alone.SHARES);
    }

    @Test
    void theNewestOrderStandsBesideTheState() {
        KeyCommand order =
                KeyCommand.newBuilder()
                        .setProvider("sim")
                        .setKey("a")
                        .setAction(KeyAction.DISABLE)
                        .setReason("rotated")
                        .setOrderedBy("me")
                        .setAt(LaneSamples.NOW)
                        .build();
        KeyStatus row =
                new KeyTable(news, Map.of("sim/a", order), LaneSamples.NOW)
                        .of(List.of(ALONE))
                        .getFirst();
        assertThat(row.order()).contains(order);
    }

    private void tell(LaneAnnouncement.Builder announcement) {
        news.add(announcement.build());
    }

    private KeyStatus row() {
        return new KeyTable(news, Map.of(), LaneSamples.NOW).of(List.of(ALONE)).getFirst();
    }
}
