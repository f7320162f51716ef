package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which virtual keys wait at which limit, in line, and which limits are worth a try. Made from the
 * stored queues: one entry a key, so it is as small as the configuration. Owned by the stream
 * thread.
 *
 * <p>A limit is <em>ripe</em> when its first in line may have room: something was given back there,
 * somebody left the line, or the time has come that the first one waits for.
 */
final class WaitLine {

    private static final Comparator<KeyQueue> BY_TURN =
            Comparator.<KeyQueue>comparingLong(queue -> queue.waitsFor().ticket())
                    .thenComparing(KeyQueue::virtualKey);

    private final Map<String, KeyQueue> queues = new HashMap<>();
    private final Map<LimitPath, TreeSet<KeyQueue>> lines = new HashMap<>();
    private final Map<LimitPath, Due> dueAt = new HashMap<>();
    private final TreeSet<Due> due =
            new TreeSet<>(
                    Comparator.comparing(Due::until).thenComparing(each -> each.path().text()));
    private final Set<LimitPath> ripe = new LinkedHashSet<>();
    private long ticket;

    /** When the first in a limit's line has room, if nothing is given back before. */
    private record Due(Instant until, LimitPath path) {}

    /** Takes over what is stored; everything is worth a try then. */
    WaitLine(Collection<KeyQueue> stored) {
        stored.forEach(this::put);
        ripenAll();
    }

    Optional<KeyQueue> queue(String virtualKey) {
        return Optional.ofNullable(queues.get(virtualKey));
    }

    boolean isWaitedFor(LimitPath path) {
        return !lines.isEmpty() && lines.containsKey(path);
    }

    long nextTicket() {
        return ticket + 1;
    }

    /** The queue is new, or changed. */
    void put(KeyQueue queue) {
        KeyQueue before = queues.put(queue.virtualKey(), queue);
        if (before != null) {
            leave(before);
            if (queue.first() != before.first() || !samePlace(before, queue)) {
                ripen(before.waitsFor().path());
            }
        }
        ticket = Math.max(ticket, queue.waitsFor().ticket());
        lines.computeIfAbsent(queue.waitsFor().path(), _ -> new TreeSet<>(BY_TURN)).add(queue);
        reckon(queue.waitsFor().path());
    }

    /** The time of a limit is that of its first in line, who may be another one now. */
    private void reckon(LimitPath path) {
        TreeSet<KeyQueue> line = lines.get(path);
        Optional<Due> now =
                Optional.ofNullable(line)
                        .map(TreeSet::getFirst)
                        .flatMap(first -> first.waitsFor().until())
                        .map(until -> new Due(until, path));
        Due before = now.isPresent() ? dueAt.put(path, now.get()) : dueAt.remove(path);
        if (before != null) {
            due.remove(before);
        }
        now.ifPresent(due::add);
    }

    private static boolean samePlace(KeyQueue before, KeyQueue after) {
        return before.size() <= after.size()
                && before.waitsFor().path().equals(after.waitsFor().path());
    }

    /** The queue is empty. */
    void remove(KeyQueue queue) {
        KeyQueue before = queues.remove(queue.virtualKey());
        if (before != null) {
            leave(before);
            ripen(before.waitsFor().path());
        }
    }

    private void leave(KeyQueue before) {
        TreeSet<KeyQueue> line = lines.get(before.waitsFor().path());
        if (line != null) {
            line.remove(before);
            if (line.isEmpty()) {
                lines.remove(before.waitsFor().path());
            }
            reckon(before.waitsFor().path());
        }
    }

    /** Something was given back at this limit, or somebody left its line. */
    void ripen(LimitPath path) {
        ripe.add(path);
    }

    /** Nobody knows any more who has room. */
    void ripenAll() {
        ripe.addAll(lines.keySet());
    }

    /** Ripens the limits whose first in line waits until now at the latest; looks at no others. */
    void ripenDue(Instant now) {
        for (Due each : due) {
            if (each.until().isAfter(now)) {
                return;
            }
            ripe.add(each.path());
        }
    }

    /** The next one to try; empty where nothing is worth it. */
    Optional<KeyQueue> nextRipe() {
        while (!ripe.isEmpty()) {
            LimitPath path = ripe.iterator().next();
            TreeSet<KeyQueue> line = lines.get(path);
            if (line != null) {
                return Optional.of(line.getFirst());
            }
            ripe.remove(path);
        }
        return Optional.empty();
    }

    /**
     * After a try: a limit whose first in line stays as it was has no room for anybody.
     *
     * @param tried as it was before the try
     */
    void tried(KeyQueue tried) {
        LimitPath path = tried.waitsFor().path();
        boolean stays =
                queue(tried.virtualKey())
                        .filter(after -> after.first() == tried.first())
                        .filter(after -> after.waitsFor().path().equals(path))
                        .isPresent();
        if (stays) {
            ripe.remove(path);
        }
    }
}
