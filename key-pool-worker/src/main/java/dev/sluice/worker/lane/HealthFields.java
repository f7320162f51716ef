package dev.sluice.worker.lane;

import dev.sluice.schemas.record.KeyStanding;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.OpenBreaker;
import dev.sluice.worker.lane.health.Condition;
import dev.sluice.worker.lane.health.Health;
import java.time.Instant;
import java.util.Optional;

/** How a lane's health is announced. */
final class HealthFields {

    private HealthFields() {}

    static void fill(LaneAnnouncement.Builder built, Health health, Now now) {
        Condition condition = health.condition();
        built.setCondition(word(condition))
                .setKeys(health.keys().stream().map(key -> key(key, now)).toList())
                .setBreakers(
                        health.broken().stream()
                                .map(each ->
                                        new OpenBreaker(each.model(), now.millisOf(each.until())))
                                .toList());
        until(condition, now).ifPresent(built::setUntil);
        reason(condition).ifPresent(built::setReason);
    }

    private static KeyStanding key(Health.KeyState key, Now now) {
        Condition condition = key.condition();
        KeyStanding.Builder built =
                KeyStanding.newBuilder().setKey(key.key()).setCondition(word(condition));
        until(condition, now).ifPresent(built::setUntil);
        reason(condition).ifPresent(built::setReason);
        return built.build();
    }

    private static LaneCondition word(Condition condition) {
        return switch (condition) {
            case Condition.Available _ -> LaneCondition.AVAILABLE;
            case Condition.Probing _ -> LaneCondition.PROBING;
            case Condition.Cooling _ -> LaneCondition.COOLING;
            case Condition.Exhausted _ -> LaneCondition.EXHAUSTED;
            case Condition.Disabled _ -> LaneCondition.DISABLED;
        };
    }

    /** None where only an order, or an event, brings it back, and where it is back already. */
    private static Optional<Instant> until(Condition condition, Now now) {
        return condition.open(now.nanos()) || condition.until() == Condition.NEVER
                ? Optional.empty()
                : Optional.of(now.millisOf(condition.until()));
    }

    private static Optional<String> reason(Condition condition) {
        return switch (condition) {
            case Condition.Available _ -> Optional.empty();
            case Condition.Probing(_, String reason) -> Optional.of(reason);
            case Condition.Cooling(_, String reason) -> Optional.of(reason);
            case Condition.Exhausted(_, String reason) -> Optional.of(reason);
            case Condition.Disabled(_, String reason) -> Optional.of(reason);
        };
    }
}
