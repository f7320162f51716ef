package dev.sluice.worker.lane.health;

import dev.sluice.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one scope, in turn by weight (smooth weighted round robin, as nginx does it: of 5 1 1
 * the first is not chosen five times running). Owned by the lane's thread.
 */
final class KeyRing {

    private final List<Slot> slots = new ArrayList<>();

    KeyRing(List<ProviderConfig.Key> keys, RestRules rules) {
        keys.forEach(key -> slots.add(new Slot(key, new Rest(rules))));
    }

    /** The next key that takes a call. */
    Optional<ProviderConfig.Key> next(long now) {
        Optional<Slot> best = Optional.empty();
        int total = 0;
        for (Slot slot : slots) {
            if (!slot.open(now)) {
                continue;
            }
            total += slot.key.weight();
            slot.turn += slot.key.weight();
            if (best.isEmpty() || slot.turn > best.get().turn) {
                best = Optional.of(slot);
            }
        }
        int round = total;
        best.ifPresent(slot -> slot.turn -= round);
        return best.map(slot -> slot.key);
    }

    boolean anyOpen(long now) {
        return slots.stream().anyMatch(slot -> slot.open(now));
    }

    /** How the key rests; empty where it is none of the lane's. */
    Optional<Rest> rest(String key) {
        return slot(key).map(slot -> slot.rest);
    }

    /** What was ordered for a key stands beside what happened to it. */
    void order(String key, Condition ordered) {
        slot(key).ifPresent(slot -> slot.ordered = ordered);
    }

    boolean orderedOpen(String key, long now) {
        return slot(key).filter(slot -> slot.ordered.open(now)).isPresent();
    }

    List<Health.KeyState> states(long now) {
        return slots.stream()
                .map(slot -> new Health.KeyState(slot.key.id(), slot.condition(now)))
                .toList();
    }

    List<String> ids() {
        return slots.stream().map(slot -> slot.key.id()).toList();
    }

    /** Available while one key is; else as the one that is tried again first. */
    Condition condition(long now) {
        return slots.stream()
                .map(slot -> slot.condition(now))
                .min((a, b) -> Long.compare(a.until(), b.until()))
                .orElse(new Condition.Available());
    }

    /** When it changes if nothing but time passes. */
    long nextChange(long now) {
        return slots.stream().mapToLong(slot -> slot.nextChange(now)).min().orElse(Long.MAX_VALUE);
    }

    /** The only key's id, where there is only one. */
    Optional<String> only() {
        return slots.size() == 1 ? Optional.of(slots.getFirst().key.id()) : Optional.empty();
    }

    private Optional<Slot> slot(String key) {
        return slots.stream().filter(slot -> slot.key.id().equals(key)).findAny();
    }

    private static final class Slot {
        private final ProviderConfig.Key key;
        private final Rest rest;
        private Condition ordered = new Condition.Available();
        private int turn;

        private Slot(ProviderConfig.Key key, Rest rest) {
            this.key = key;
            this.rest = rest;
        }

        private boolean open(long now) {
            return ordered.open(now) && rest.open(now);
        }

        private Condition condition(long now) {
            return ordered.open(now) ? rest.condition(now) : rest.condition(now).orLonger(ordered);
        }

        private long nextChange(long now) {
            return Math.min(
                    ordered.open(now) ? Long.MAX_VALUE : ordered.until(), rest.nextChange(now));
        }
    }
}
