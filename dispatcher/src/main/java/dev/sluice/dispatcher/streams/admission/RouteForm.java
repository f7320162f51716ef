package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.dispatcher.state.StoredBond;
import dev.sluice.dispatcher.state.StoredCaching;
import dev.sluice.dispatcher.state.StoredChain;
import dev.sluice.dispatcher.state.StoredDetour;
import dev.sluice.dispatcher.state.StoredRequest;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnUnreachable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request allows, and where else it was sent, as it is stored. */
final class RouteForm {

    private RouteForm() {}

    static List<StoredDetour> storedDetours(Route route) {
        return route.detours().stream()
                .map(detour -> new StoredDetour(detour.model(), detour.reason()))
                .toList();
    }

    static Route route(StoredRequest stored) {
        boolean direct = stored.getDetours().isEmpty() && stored.getOutLanes().isEmpty();
        if (direct && stored.getChain().isEmpty()) {
            return Route.DIRECT;
        }
        return new Route(
                stored.getDetours().stream()
                        .map(detour -> new Route.Detour(detour.getModel(), detour.getReason()))
                        .toList(),
                stored.getOutLanes(),
                stored.getChain()
                        .map(chain -> new Route.Chain(chain.getRule(), chain.getModels())));
    }

    static @Nullable StoredChain storedChain(Route route) {
        return route.chain()
                .map(chain -> new StoredChain(chain.rule(), chain.models()))
                .orElse(null);
    }

    static RequestFacts.Wishes wishes(StoredRequest stored) {
        return new RequestFacts.Wishes(
                stored.getFallbackAllowed() ? Fallback.ALLOWED : Fallback.NONE,
                stored.getRefuseUnreachable() ? OnUnreachable.REFUSE : OnUnreachable.WAIT,
                stored.getPinModel()
                        ? RequestFacts.Wishes.Pinning.WORKFLOW
                        : RequestFacts.Wishes.Pinning.NONE,
                stored.getCaching()
                        .map(it ->
                                new RequestFacts.Caching(
                                        it.getDigest(), Duration.ofMillis(it.getMaxAgeMillis()))));
    }

    static @Nullable StoredCaching storedCaching(RequestFacts.Wishes wishes) {
        return wishes.caching()
                .map(it -> new StoredCaching(it.digest(), it.maxAge().toMillis()))
                .orElse(null);
    }

    static StoredBond stored(AnswerKey.Bond bond) {
        return switch (bond) {
            case IDEMPOTENCY -> StoredBond.IDEMPOTENCY;
            case CACHE -> StoredBond.CACHE;
        };
    }

    static AnswerKey.Bond bond(StoredBond stored) {
        return switch (stored) {
            case IDEMPOTENCY -> AnswerKey.Bond.IDEMPOTENCY;
            case CACHE -> AnswerKey.Bond.CACHE;
        };
    }
}
