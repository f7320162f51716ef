package dev.sluice.app.replay;

import dev.sluice.schemas.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What replaying keeps of a request: some hundred bytes, never its body.
 *
 * @param key its idempotency key, as admission takes it
 * @param replayOf the request that it replays
 */
public record KnownRequest(
        RequestId id,
        Owner owner,
        Optional<String> key,
        Optional<RequestId> replayOf,
        Optional<String> workflow,
        Optional<String> step,
        Instant acceptedAt) {

    /**
     * Whose requests may be the same: those of one team.
     *
     * @param customer empty where nobody has the virtual key any more; then {@code team} is that
     *     key
     */
    public record Owner(String customer, String team) {
        public boolean isKnown() {
            return !customer.isEmpty();
        }
    }

    /** The first of a chain of replays: itself where it replays none. */
    public RequestId root() {
        return replayOf.orElse(id);
    }

    /** Two requests that share a link are one, and have at most one answer. */
    sealed interface Link {
        /** One replays the other, or both replay a third. */
        record Root(Owner owner, RequestId root) implements Link {}

        record Key(Owner owner, String key) implements Link {}
    }

    List<Link> links() {
        Link root = new Link.Root(owner, root());
        return key.<List<Link>>map(text -> List.of(root, new Link.Key(owner, text)))
                .orElseGet(() -> List.of(root));
    }
}
