package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What must hold whatever happens, told by a second, simple account of it: attempts in a map, lanes
 * as they last announced themselves.
 */
final class PlacementInvariants {

    private final List<Lane> lanes;
    private final Map<String, Attempt> waiting = new TreeMap<>();
    private final Map<String, LaneAnnouncement> announced = new HashMap<>();
    private final Map<String, Instant> heardAt = new HashMap<>();
    private final Map<String, Long> lastLease = new HashMap<>();

    PlacementInvariants(List<Lane> lanes) {
        this.lanes = lanes;
    }

    Collection<Attempt> waiting() {
        return waiting.values();
    }

    void arrived(Attempt attempt) {
        waiting.putIfAbsent(attempt.getRequestId(), attempt);
    }

    void heard(LaneAnnouncement heard, Instant now) {
        LaneAnnouncement known = announced.get(heard.getLane());
        if (known == null
                || heard.getEpoch() > known.getEpoch()
                || (heard.getEpoch() == known.getEpoch()
                        && heard.getNumber() > known.getNumber())) {
            announced.put(heard.getLane(), heard);
            heardAt.put(heard.getLane(), now);
        }
    }

    void leased(Work work, Instant now) {
        nothingLostInLine(work.getAttempt());
        noLeaseWithoutCredit(work, now);
        leaseNumbersGapless(work);
        nothingLeasedPastDeadline(work, now);
        noLeaseToALaneThatIsExcluded(work, now);
    }

    void ended(AttemptEnd end, Instant now) {
        Attempt attempt =
                Objects.requireNonNull(
                        waiting.remove(end.getRequestId()),
                        "NothingLostInLine: an end of what does not wait");
        switch (end.getNotCalled().orElseThrow()) {
            case EXPIRED ->
                    assertThat(attempt.getDeadline()).as("NoEarlyEnd").isBeforeOrEqualTo(now);
            case LANE_GONE -> assertThat(attempt.getModel()).isEqualTo("unserved");
            case WITHDRAWN -> {}
            case COOLING, SHUTDOWN, QUEUE_FULL, UNREACHABLE ->
                    throw new AssertionError("not placement's: " + end);
        }
    }

    /** After a tick that had all the time it wanted. */
    void settled(Instant now) {
        for (Attempt attempt : waiting.values()) {
            assertThat(attempt.getDeadline()).as("NothingWaitsPastDeadline").isAfter(now);
            for (Lane lane : lanes) {
                boolean wanted = serves(lane, attempt) && !excludes(attempt, lane.id(), now);
                assertThat(wanted && hasCredit(lane.id(), now))
                        .as("NoCreditIdle: %s for %s", lane.id(), attempt.getRequestId())
                        .isFalse();
            }
        }
    }

    private void nothingLostInLine(Attempt attempt) {
        assertThat(waiting.remove(attempt.getRequestId()))
                .as("NothingLostInLine: leased once, as it came")
                .isEqualTo(attempt);
    }

    private void noLeaseWithoutCredit(Work work, Instant now) {
        assertThat(Optional.ofNullable(announced.get(work.getLane())))
                .as("NoLeaseWithoutCredit: epoch")
                .map(LaneAnnouncement::getEpoch)
                .contains(work.getEpoch());
        assertThat(hasCredit(work.getLane(), now)).as("NoLeaseWithoutCredit").isTrue();
    }

    private void leaseNumbersGapless(Work work) {
        assertThat(work.getLease())
                .as("LeaseNumbersGapless")
                .isEqualTo(lastLease.merge(work.getLane() + "@" + work.getEpoch(), 1L, Long::sum));
    }

    private static void nothingLeasedPastDeadline(Work work, Instant now) {
        assertThat(work.getAttempt().getDeadline()).as("NothingLeasedPastDeadline").isAfter(now);
    }

    private void noLeaseToALaneThatIsExcluded(Work work, Instant now) {
        assertThat(excludes(work.getAttempt(), work.getLane(), now)).isFalse();
        assertThat(lanes)
                .anyMatch(lane ->
                        lane.id().equals(work.getLane()) && serves(lane, work.getAttempt()));
    }

    private boolean hasCredit(String lane, Instant now) {
        LaneAnnouncement known = announced.get(lane);
        return known != null
                && works(lane, now)
                && known.getUpTo() > lastLease.getOrDefault(lane + "@" + known.getEpoch(), 0L);
    }

    private boolean works(String lane, Instant now) {
        LaneAnnouncement known = announced.get(lane);
        return known != null
                && !now.isAfter(
                        heardAt.getOrDefault(lane, Instant.MIN).plus(Duration.ofSeconds(10)))
                && (known.getCondition() == LaneCondition.AVAILABLE
                        || (known.getCondition() == LaneCondition.COOLING
                                && !now.isBefore(known.getUntil().orElse(Instant.MAX))));
    }

    private static boolean serves(Lane lane, Attempt attempt) {
        return lane.groupOf(attempt.getModel())
                .filter(group -> group.pool().equals(attempt.getPool()))
                .isPresent();
    }

    private boolean excludes(Attempt attempt, String lane, Instant now) {
        boolean another =
                lanes.stream()
                        .filter(other -> serves(other, attempt) && works(other.id(), now))
                        .anyMatch(other -> !attempt.getExcludedLanes().contains(other.id()));
        return another && attempt.getExcludedLanes().contains(lane);
    }
}
