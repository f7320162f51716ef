package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.RequestPolicy;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Work;
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
 * as they last announced themselves, retries one by one.
 */
final class PlacementInvariants {

    private final List<Lane> lanes;
    private final RequestPolicy policy;
    private final Map<String, Attempt> waiting = new TreeMap<>();
    private final ToldLanes told = new ToldLanes();
    private final Map<String, Long> lastLease = new HashMap<>();
    private final Map<String, Integer> passes = new HashMap<>();
    private RetryAccount retries = new RetryAccount();

    PlacementInvariants(List<Lane> lanes, RequestPolicy policy) {
        this.lanes = lanes;
        this.policy = policy;
    }

    Collection<Attempt> waiting() {
        return waiting.values();
    }

    void arrived(Attempt attempt) {
        waiting.putIfAbsent(attempt.getRequestId(), attempt);
    }

    void heard(LaneAnnouncement heard, Instant now) {
        told.heard(heard, now);
    }

    /** What is in memory only begins anew. */
    void restarted() {
        retries = new RetryAccount();
        passes.clear();
    }

    void leased(Work work, Instant now) {
        noLeaseWithoutCredit(work, now);
        coolingKeyNeverUsed(work, now);
        noLeaseToALaneThatIsExcluded(work, now);
        retryBudgetHolds(work, now);
        classesAreNotStarved(work.getAttempt(), now);
        nothingLeasedPastDeadline(work, now);
        nothingLostInLine(work.getAttempt());
        leaseNumbersGapless(work);
        theLanesOwnNames(work);
    }

    void ended(AttemptEnd end, Instant now) {
        Attempt attempt =
                Objects.requireNonNull(
                        waiting.remove(end.getRequestId()),
                        "NothingLostInLine: an end of what does not wait");
        NotCalledReason reason = end.getNotCalled().orElseThrow();
        switch (reason) {
            case EXPIRED ->
                    assertThat(attempt.getDeadline()).as("NoEarlyEnd").isBeforeOrEqualTo(now);
            case LANE_GONE -> assertThat(attempt.getModel()).isEqualTo("unserved");
            case WITHDRAWN -> {}
            case QUEUE_FULL ->
                    assertThat(waitingLike(attempt))
                            .as("NobodyIsRefusedWhoFits")
                            .isGreaterThanOrEqualTo(policy.waitingMax());
            case UNREACHABLE ->
                    assertThat(attempt.getRefuseUnreachable()).as("OnlyWhoAsked").isTrue();
            case COOLING, SHUTDOWN -> throw new AssertionError("not placement's: " + end);
        }
    }

    /** After a tick that had all the time it wanted. */
    void settled(Instant now) {
        for (Attempt attempt : waiting.values()) {
            assertThat(attempt.getDeadline()).as("NothingWaitsPastDeadline").isAfter(now);
            assertThat(isServable(attempt, now))
                    .as("NoIdleKeyWhileOthersWait: %s", attempt.getRequestId())
                    .isFalse();
            assertThat(waitingLike(attempt))
                    .as("LinesAreBounded")
                    .isLessThanOrEqualTo(policy.waitingMax());
        }
    }

    private long waitingLike(Attempt attempt) {
        return waiting.values().stream()
                .filter(other -> other.getPool().equals(attempt.getPool()))
                .filter(other ->
                        other.getTenant().getCustomer().equals(attempt.getTenant().getCustomer()))
                .count();
    }

    private void nothingLostInLine(Attempt attempt) {
        assertThat(waiting.remove(attempt.getRequestId()))
                .as("NothingLostInLine: leased once, as it came")
                .isEqualTo(attempt);
    }

    private void noLeaseWithoutCredit(Work work, Instant now) {
        LaneGroup group = new LaneGroup(work.getLane(), work.getModelGroup());
        assertThat(told.epoch(group)).as("NoLeaseWithoutCredit: epoch").contains(work.getEpoch());
        assertThat(hasCredit(group, now)).as("NoLeaseWithoutCredit").isTrue();
    }

    private void coolingKeyNeverUsed(Work work, Instant now) {
        LaneGroup group = new LaneGroup(work.getLane(), work.getModelGroup());
        assertThat(told.works(group, work.getAttempt().getModel(), now))
                .as("CoolingKeyNeverUsed: %s", group)
                .isTrue();
    }

    private void leaseNumbersGapless(Work work) {
        String count = work.getLane() + "|" + work.getModelGroup() + "@" + work.getEpoch();
        assertThat(work.getLease())
                .as("LeaseNumbersGapless")
                .isEqualTo(lastLease.merge(count, 1L, Long::sum));
    }

    private static void nothingLeasedPastDeadline(Work work, Instant now) {
        assertThat(work.getAttempt().getDeadline()).as("NothingLeasedPastDeadline").isAfter(now);
    }

    private void noLeaseToALaneThatIsExcluded(Work work, Instant now) {
        assertThat(excludes(work.getAttempt(), work.getLane(), now)).isFalse();
        assertThat(serving(lane(work), work.getAttempt()).map(ModelGroup::id))
                .as("the group that has the model")
                .contains(work.getModelGroup());
    }

    private void retryBudgetHolds(Work work, Instant now) {
        Attempt attempt = work.getAttempt();
        String purse = attempt.getPool() + "|" + lane(work).provider();
        if (attempt.getRetry()) {
            assertThat(retries.hasToken(purse, now)).as("RetryBudgetHolds").isTrue();
        }
        retries.called(purse, Leases.call(attempt), now);
    }

    private void classesAreNotStarved(Attempt leased, Instant now) {
        passes.remove(leased.getPool() + leased.getPriority());
        for (Priority lower : Priority.values()) {
            if (lower.compareTo(leased.getPriority()) > 0
                    && waiting.values().stream()
                            .filter(other -> other.getPool().equals(leased.getPool()))
                            .filter(other -> other.getPriority() == lower)
                            .filter(other -> other.getDeadline().isAfter(now))
                            .anyMatch(other -> isServable(other, now))) {
                assertThat(passes.merge(leased.getPool() + lower, 1, Integer::sum))
                        .as("ClassesAreNotStarved: %s", lower)
                        .isLessThanOrEqualTo(policy.passedOverMax());
            }
        }
    }

    private void theLanesOwnNames(Work work) {
        Lane lane = lane(work);
        Attempt attempt = work.getAttempt();
        String name = serving(lane, attempt).orElseThrow().models().get(attempt.getModel());
        assertThat(work.getProvider().orElse(attempt.getProvider())).isEqualTo(lane.provider());
        assertThat(work.getProviderModel().orElse(attempt.getProviderModel())).isEqualTo(name);
    }

    private Lane lane(Work work) {
        return lanes.stream()
                .filter(lane -> lane.id().equals(work.getLane()))
                .findAny()
                .orElseThrow();
    }

    /** Whether a lane with credit may be sent it. */
    private boolean isServable(Attempt attempt, Instant now) {
        return lanes.stream()
                .filter(lane -> !excludes(attempt, lane.id(), now))
                .filter(lane ->
                        !attempt.getRetry()
                                || retries.hasToken(attempt.getPool() + "|" + lane.provider(), now))
                .anyMatch(lane ->
                        serving(lane, attempt)
                                .map(group -> new LaneGroup(lane.id(), group.id()))
                                .filter(group -> hasCredit(group, now))
                                .filter(group -> told.works(group, attempt.getModel(), now))
                                .isPresent());
    }

    private boolean hasCredit(LaneGroup group, Instant now) {
        String count = group.lane() + "|" + group.modelGroup() + "@";
        return told.heardLately(group, now)
                && told.upTo(group)
                        > told.epoch(group)
                                .map(epoch -> lastLease.getOrDefault(count + epoch, 0L))
                                .orElse(Long.MAX_VALUE);
    }

    private static Optional<ModelGroup> serving(Lane lane, Attempt attempt) {
        return lane.groupOf(attempt.getModel())
                .filter(group -> group.pool().equals(attempt.getPool()));
    }

    private boolean works(Lane lane, Attempt attempt, Instant now) {
        return serving(lane, attempt)
                .map(group -> new LaneGroup(lane.id(), group.id()))
                .filter(group -> told.works(group, attempt.getModel(), now))
                .isPresent();
    }

    private boolean excludes(Attempt attempt, String lane, Instant now) {
        boolean another =
                lanes.stream()
                        .filter(other -> works(other, attempt, now))
                        .anyMatch(other -> !attempt.getExcludedLanes().contains(other.id()));
        return another && attempt.getExcludedLanes().contains(lane);
    }
}
