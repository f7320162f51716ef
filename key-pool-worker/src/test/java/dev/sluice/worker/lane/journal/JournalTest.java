package dev.sluice.worker.lane.journal;

import static dev.sluice.testing.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.InFlight;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Released;
import dev.sluice.schemas.record.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class JournalTest {

    private static final Duration SESSION = Duration.ofSeconds(6);

    private final Journal journal = new Journal(Anchor.BEGINNING);
    private long offset;
    private Instant at = NOON;

    @Test
    void theNewestClaimsOffsetIsTheEpoch() {
        assertThat(journal.epoch()).isEmpty();
        claim();
        claim();
        assertThat(journal.epoch()).hasValue(1);
    }

    @Test
    void whatWasStartedInTheOwnersEpochIsBegun() {
        claim();
        started(7, 0);
        assertThat(standing(7)).isInstanceOf(Standing.Begun.class);
        assertThat(standing(8)).isInstanceOf(Standing.Untouched.class);
    }

    @Test
    void whatAReplacedOwnerWritesIsVoid() {
        claim();
        claim();
        started(7, 0);
        declined(8, 0);
        assertThat(standing(7)).isInstanceOf(Standing.Untouched.class);
        assertThat(standing(8)).isInstanceOf(Standing.Untouched.class);
        assertThat(journal.spendings()).isEmpty();
    }

    @Test
    void anEndCountsWhoeverWroteIt() {
        claim();
        started(7, 0);
        claim();
        ended(7, 0, Optional.of(15L));
        assertThat(standing(7)).isInstanceOf(Standing.Over.class);
    }

    @Test
    void afterAFarewellCallsAreLeftAloneForATime() {
        claim();
        started(7, 0);
        declined(8, 0);
        released(0, NOON.plusSeconds(30), 7, 8);
        claim();
        assertThat(((Standing.Begun) standing(7)).leftAloneUntil()).contains(NOON.plusSeconds(30));
        assertThat(((Standing.Refused) standing(8)).leftAloneUntil())
                .contains(NOON.plusSeconds(30));
    }

    @Test
    void aFarewellThatComesAfterTheNextClaimIsVoid() {
        claim();
        started(7, 0);
        claim();
        released(0, NOON.plusSeconds(30), 7);
        assertThat(((Standing.Begun) standing(7)).leftAloneUntil()).isEmpty();
    }

    @Test
    void spendingsAreCallsAndTheirCorrections() {
        claim();
        started(7, 0);
        ended(7, 0, Optional.of(15L));
        assertThat(journal.spendings())
                .containsExactly(
                        new Spending.Call("sim/key-a", "*", NOON, 120),
                        new Spending.Correction("sim/key-a", "*", NOON, 120, 15));
    }

    @Test
    void anOwnerThatSaidNothingAndWasActiveMayStillLive() {
        claim();
        started(7, 0);
        at = NOON.plusSeconds(5);
        claim();
        assertThat(journal.claimedOverLiveOwner(at, SESSION)).isTrue();
    }

    @Test
    void anOwnerThatWasSilentForASessionOrSaidFarewellDoesNot() {
        claim();
        started(7, 0);
        at = NOON.plusSeconds(7);
        claim();
        assertThat(journal.claimedOverLiveOwner(at, SESSION)).isFalse();
        started(8, 2);
        released(2, at);
        claim();
        assertThat(journal.claimedOverLiveOwner(at, SESSION)).isFalse();
    }

    @Test
    void theAnchorKeepsWhatANextOwnerMustKnow() {
        claim();
        started(7, 0);
        started(8, 0);
        ended(8, 0, Optional.empty());
        at = NOON.plusSeconds(120);
        started(9, 0);
        journal.forget(8, Duration.ofMinutes(1));
        assertThat(journal.anchor()).isEqualTo(new Anchor(2, OptionalLong.of(0)));
        journal.forget(10, Duration.ofMinutes(1));
        assertThat(journal.anchor()).isEqualTo(new Anchor(4, OptionalLong.of(0)));
    }

    @Test
    void whoReadsFromAnAnchorKnowsTheEpochThere() {
        Journal later = new Journal(new Anchor(5, OptionalLong.of(3)));
        later.append(5, NOON, new JournalEntry(startedEntry(7, 1)));
        later.append(6, NOON, new JournalEntry(startedEntry(8, 3)));
        assertThat(later.standing(id(7))).isInstanceOf(Standing.Untouched.class);
        assertThat(later.standing(id(8))).isInstanceOf(Standing.Begun.class);
    }

    @Test
    void anEntryThatWasReadChangesNothing() {
        claim();
        assertThat(journal.append(0, NOON, new JournalEntry(startedEntry(7, 0)))).isFalse();
        assertThat(standing(7)).isInstanceOf(Standing.Untouched.class);
    }

    @Test
    void anAnchorSurvivesTheMetadataAndForeignMetadataIsTheBeginning() {
        Anchor anchor = new Anchor(12, OptionalLong.of(4));
        assertThat(Anchor.parse(anchor.metadata())).isEqualTo(anchor);
        Anchor start = new Anchor(12, OptionalLong.empty());
        assertThat(Anchor.parse(start.metadata())).isEqualTo(start);
        assertThat(Anchor.parse("")).isEqualTo(Anchor.BEGINNING);
        assertThat(Anchor.parse("journal=-1;epoch=")).isEqualTo(Anchor.BEGINNING);
    }

    private void claim() {
        append(Claim.newBuilder().setOwner("o" + offset).setAt(at).build());
    }

    private void started(long work, long epoch) {
        append(startedEntry(work, epoch));
    }

    private static Started startedEntry(long work, long epoch) {
        return Started.newBuilder()
                .setRequestId("r" + work)
                .setAttempt(1)
                .setLane("sim/key-a")
                .setLease(1)
                .setEpoch(epoch)
                .setWorkOffset(work)
                .setTokens(120)
                .build();
    }

    private void declined(long work, long epoch) {
        append(
                Declined.newBuilder()
                        .setRequestId("r" + work)
                        .setAttempt(1)
                        .setLane("sim/key-a")
                        .setEpoch(epoch)
                        .setWorkOffset(work)
                        .setReason(NotCalledReason.COOLING)
                        .build());
    }

    private void ended(long work, long epoch, Optional<Long> tokens) {
        Ended.Builder ended =
                Ended.newBuilder()
                        .setRequestId("r" + work)
                        .setAttempt(1)
                        .setLane("sim/key-a")
                        .setEpoch(epoch)
                        .setWorkOffset(work);
        tokens.ifPresent(ended::setTokens);
        append(ended.build());
    }

    private void released(long epoch, Instant latestEnd, long... works) {
        List<InFlight> calls =
                Arrays.stream(works)
                        .mapToObj(work -> new InFlight("r" + work, 1, "sim/key-a", work))
                        .toList();
        append(
                Released.newBuilder()
                        .setEpoch(epoch)
                        .setInFlight(calls)
                        .setLatestEnd(latestEnd)
                        .build());
    }

    private void append(Object event) {
        journal.append(offset, at, new JournalEntry(event));
        offset++;
    }

    private Standing standing(long work) {
        return journal.standing(id(work));
    }

    private static AttemptId id(long work) {
        return new AttemptId("r" + work, 1);
    }
}
