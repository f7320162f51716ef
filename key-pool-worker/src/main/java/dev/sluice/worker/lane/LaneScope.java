package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.config.ProviderConfig;
import dev.sluice.worker.lane.pace.Condition;
import dev.sluice.worker.lane.pace.KeyRing;
import dev.sluice.worker.lane.pace.Refusal;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What the model groups of a lane share: its keys, and whether it takes calls at all. Owned by the
 * lanes' thread.
 */
final class LaneScope {

    /** Longer than any drain: a call that starts after it would not come to its end here. */
    private static final long STOPPED = Duration.ofDays(1).toNanos();

    private final KeyRing keys;
    private Condition cooldown = new Condition.Available();
    private boolean stopping;

    LaneScope(Lane lane) {
        keys = new KeyRing(lane.keys());
    }

    /** Takes no more calls, from now until its worker is gone. */
    void stop(long now) {
        stopping = true;
        cooldown = cooldown.orLonger(new Condition.Disabled(now + STOPPED, "shutdown"));
    }

    boolean stopping() {
        return stopping;
    }

    Optional<ProviderConfig.Key> nextKey(long now) {
        return keys.next(now);
    }

    Optional<String> onlyKey() {
        return keys.only();
    }

    Condition condition(long now) {
        return cooldown.at(now).orLonger(keys.condition(now));
    }

    /** A call ended: what its refusal means for the lane or the key. */
    void called(ProviderConfig.Key key, CallOutcome outcome, Duration unsaid, long now) {
        switch (Refusal.of(outcome, unsaid)) {
            case Refusal.Nothing _ -> {}
            case Refusal.CoolLane(Duration time, String reason) ->
                    cooldown =
                            cooldown.orLonger(new Condition.Cooling(now + time.toNanos(), reason));
            case Refusal.DisableKey(Duration time, String reason) ->
                    keys.disable(key.id(), new Condition.Disabled(now + time.toNanos(), reason));
        }
    }
}
