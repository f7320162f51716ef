package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.UnknownAttempt;
import dev.sluice.dispatcher.state.StoredClaim;
import dev.sluice.dispatcher.state.StoredDelayed;
import dev.sluice.dispatcher.state.StoredDelayedAnew;
import dev.sluice.dispatcher.state.StoredDraining;
import dev.sluice.dispatcher.state.StoredInFlight;
import dev.sluice.dispatcher.state.StoredJoined;
import dev.sluice.dispatcher.state.StoredParked;
import dev.sluice.dispatcher.state.StoredRemembered;
import dev.sluice.dispatcher.state.StoredRequest;
import dev.sluice.dispatcher.state.StoredUnknown;
import dev.sluice.dispatcher.state.StoredWithdrawing;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests as they are stored. */
final class RequestForm {

    private RequestForm() {}

    static StoredRequest stored(RequestState state) {
        RequestFacts facts = state.facts();
        RequestState.Tally tally = state.tally();
        RequestFacts.Echo echo = facts.echo();
        Tenant tenant = facts.tenant();
        return new StoredRequest(
                tenant.getCustomer(),
                tenant.getTeam(),
                tenant.getVirtualKey(),
                facts.model(),
                facts.acceptedAt(),
                facts.deadline(),
                facts.calls() == RequestFacts.Calls.REPEATABLE,
                facts.onLimit() == OnLimit.REJECT,
                facts.claim().map(it -> new StoredClaim(it.key(), it.bodyHash())).orElse(null),
                echo.customId().orElse(null),
                echo.workflow().orElse(null),
                echo.step().orElse(null),
                echo.traceparent().orElse(null),
                tally.attempts(),
                tally.failures(),
                tally.costPicos(),
                storedPhase(state.phase()),
                storedUnknowns(state.unknowns()),
                echo.replayOf().orElse(null),
                facts.wishes().allowFallback(),
                facts.wishes().onUnreachable() == OnUnreachable.REFUSE,
                facts.wishes().pinning() == RequestFacts.Wishes.Pinning.WORKFLOW,
                RouteForm.storedDetours(state.route()),
                state.route().outLanes(),
                RouteForm.storedCaching(facts.wishes()),
                RouteForm.storedChain(state.route()));
    }

    static RequestState state(String requestId, StoredRequest stored) {
        return new RequestState(
                facts(requestId, stored),
                new RequestState.Tally(
                        stored.getAttempts(), stored.getFailures(), stored.getCostPicos()),
                phase(stored.getPhase()),
                unknowns(stored.getUnknowns()),
                RouteForm.route(stored));
    }

    private static RequestFacts facts(String requestId, StoredRequest stored) {
        return new RequestFacts(
                requestId,
                new Tenant(stored.getCustomer(), stored.getTeam(), stored.getVirtualKey()),
                stored.getModel(),
                stored.getAcceptedAt(),
                stored.getDeadline(),
                stored.getRepeatable() ? RequestFacts.Calls.REPEATABLE : RequestFacts.Calls.ONCE,
                stored.getRejectOnLimit() ? OnLimit.REJECT : OnLimit.PARK,
                stored.getClaim().map(it -> new RequestFacts.Claim(it.getKey(), it.getBodyHash())),
                new RequestFacts.Echo(
                        stored.getCustomId(),
                        stored.getWorkflow(),
                        stored.getStep(),
                        stored.getTraceparent(),
                        stored.getReplayOf()),
                RouteForm.wishes(stored));
    }

    private static Object storedPhase(Phase phase) {
        return switch (phase) {
            case Phase.Parked(long position, Need need) ->
                    new StoredParked(position, HoldForm.stored(need));
            case Phase.Joined(AnswerKey.Bond bond, int requests) ->
                    new StoredJoined(RouteForm.stored(bond), requests);
            case Phase.InFlight(int attempt, Hold hold, String pool) ->
                    new StoredInFlight(attempt, HoldForm.stored(hold), pool);
            case Phase.Withdrawing(int attempt, Hold hold) ->
                    new StoredWithdrawing(attempt, HoldForm.stored(hold));
            case Phase.Delayed(Instant until, Hold carried) ->
                    new StoredDelayed(until, HoldForm.stored(carried));
            case Phase.DelayedAnew(Instant until, Need need) ->
                    new StoredDelayedAnew(until, HoldForm.stored(need));
            case Phase.Draining(int attempt, Hold hold) ->
                    new StoredDraining(attempt, HoldForm.stored(hold));
            case Phase.Remembered(Instant until) -> new StoredRemembered(until);
        };
    }

    private static Phase phase(Object stored) {
        return switch (stored) {
            case StoredParked it -> new Phase.Parked(it.getPosition(), HoldForm.need(it.getNeed()));
            case StoredJoined it ->
                    new Phase.Joined(RouteForm.bond(it.getBond()), it.getRequests());
            case StoredInFlight it ->
                    new Phase.InFlight(it.getAttempt(), HoldForm.hold(it.getHold()), it.getPool());
            case StoredWithdrawing it ->
                    new Phase.Withdrawing(it.getAttempt(), HoldForm.hold(it.getHold()));
            case StoredDelayed it ->
                    new Phase.Delayed(it.getUntil(), HoldForm.hold(it.getCarried()));
            case StoredDelayedAnew it ->
                    new Phase.DelayedAnew(it.getUntil(), HoldForm.need(it.getNeed()));
            case StoredDraining it ->
                    new Phase.Draining(it.getAttempt(), HoldForm.hold(it.getHold()));
            case StoredRemembered it -> new Phase.Remembered(it.getUntil());
            default -> throw new IllegalStateException("not a phase: " + stored.getClass());
        };
    }

    private static List<StoredUnknown> storedUnknowns(List<UnknownAttempt> unknowns) {
        List<StoredUnknown> stored = new ArrayList<>(unknowns.size());
        for (UnknownAttempt unknown : unknowns) {
            stored.add(new StoredUnknown(unknown.attempt(), HoldForm.stored(unknown.hold())));
        }
        return stored;
    }

    private static List<UnknownAttempt> unknowns(List<StoredUnknown> stored) {
        List<UnknownAttempt> unknowns = new ArrayList<>(stored.size());
        for (StoredUnknown each : stored) {
            unknowns.add(new UnknownAttempt(each.getAttempt(), HoldForm.hold(each.getHold())));
        }
        return unknowns;
    }
}
