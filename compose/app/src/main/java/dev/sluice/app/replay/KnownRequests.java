package dev.sluice.app.replay;

import dev.sluice.app.replay.KnownRequest.Link;
import dev.sluice.schemas.id.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The requests that are selected, those that are the same as one of them, and how each ended.
 * Filled in this order: selected requests, related ones, ends. One thread.
 */
public final class KnownRequests {

    /** With {@code -Xmx1g}, as the script starts the program. */
    public static final int MAX = 500_000;

    private final int max;
    private final List<KnownRequest> all = new ArrayList<>();
    private final Set<RequestId> related = new HashSet<>();
    private final Set<Link> links = new HashSet<>();
    private final Map<RequestId, Optional<KnownEnd>> ends = new HashMap<>();
    private Optional<Instant> earliest = Optional.empty();

    /**
     * @param max of requests; more are refused
     */
    public KnownRequests(int max) {
        this.max = max;
    }

    /**
     * @throws ReplayRefused where there are too many
     */
    public void select(KnownRequest request) {
        keep(request);
        links.addAll(request.links());
        if (earliest.filter(it -> !it.isAfter(request.acceptedAt())).isEmpty()) {
            earliest = Optional.of(request.acceptedAt());
        }
    }

    /**
     * Keeps a request that is the same as a selected one; others are none of ours.
     *
     * @throws ReplayRefused where there are too many
     */
    public void relate(KnownRequest request) {
        if (!has(request.id()) && request.links().stream().anyMatch(links::contains)) {
            keep(request);
            related.add(request.id());
        }
    }

    private void keep(KnownRequest request) {
        if (all.size() >= max) {
            throw new ReplayRefused(
                    "more than %,d requests are selected: take fewer at a time with --to, --since, --customer or --workflow"
                            .formatted(max));
        }
        all.add(request);
        ends.put(request.id(), Optional.empty());
    }

    /** Whether its end is asked for. */
    public boolean has(RequestId id) {
        return ends.containsKey(id);
    }

    /** Of one that {@link #has} it. A result counts more than that a record was buried. */
    public void ended(RequestId id, KnownEnd end) {
        ends.merge(
                id,
                Optional.of(end),
                (known, came) -> known.filter(KnownEnd.Result.class::isInstance).or(() -> came));
    }

    /** When the first of the selected was accepted; empty where there is none. */
    public Optional<Instant> earliest() {
        return earliest;
    }

    boolean isSelected(KnownRequest request) {
        return !related.contains(request.id());
    }

    List<KnownRequest> all() {
        return all;
    }

    Optional<KnownEnd> end(KnownRequest request) {
        return ends.getOrDefault(request.id(), Optional.empty());
    }
}
