package dev.sluice.worker.lane.pace;

import dev.sluice.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one scope, in turn by weight (smooth weighted round robin, as nginx does it: of 5 1 1
 * the first is not chosen five times running). Owned by the lane's thread.
 */
public final class KeyRing {

    private final List<Slot> slots = new ArrayList<>();

    public KeyRing(List<ProviderConfig.Key> keys) {
        keys.forEach(key -> slots.add(new Slot(key)));
    }

    /** The next key that is not disabled. */
    public Optional<ProviderConfig.Key> next(long now) {
        Optional<Slot> best = Optional.empty();
        int total = 0;
        for (Slot slot : slots) {
            if (slot.condition.until() > now) {
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

    public void disable(String keyId, Condition.Disabled disabled) {
        for (Slot slot : slots) {
            if (slot.key.id().equals(keyId)) {
                slot.condition = slot.condition.orLonger(disabled);
            }
        }
    }

    /** Available while one key is; else as the one that is tried again first. */
    public Condition condition(long now) {
        return slots.stream()
                .map(slot -> slot.condition.at(now))
                .min((a, b) -> Long.compare(a.until(), b.until()))
                .orElse(new Condition.Available());
    }

    /** The only key's id, where there is only one. */
    public Optional<String> only() {
        return slots.size() == 1 ? Optional.of(slots.getFirst().key.id()) : Optional.empty();
    }

    private static final class Slot {
        private final ProviderConfig.Key key;
        private Condition condition = new Condition.Available();
        private int turn;

        private Slot(ProviderConfig.Key key) {
            this.key = key;
        }
    }
}
