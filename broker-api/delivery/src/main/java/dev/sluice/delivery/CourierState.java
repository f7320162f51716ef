package dev.sluice.delivery;

import java.time.Duration;

/** How a courier fares. */
public sealed interface CourierState {

    Duration PAUSE_MIN = Duration.ofSeconds(1);
    Duration PAUSE_MAX = Duration.ofSeconds(60);

    /** It delivers, or has nothing to deliver. */
    record Delivering() implements CourierState {}

    /**
     * It waits for something outside and tries again.
     *
     * @param pause before the next try
     */
    record Waiting(Trouble trouble, Duration pause) implements CourierState {}

    /**
     * After a try that met {@code trouble}: pauses are doubled until one succeeds. A trouble that
     * goes on keeps its first words.
     */
    default Waiting failed(Trouble trouble) {
        return switch (this) {
            case Delivering _ -> new Waiting(trouble, PAUSE_MIN);
            case Waiting(Trouble former, Duration pause) -> {
                Duration twice = pause.multipliedBy(2);
                yield new Waiting(
                        trouble.sameAs(former) ? former : trouble,
                        twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX);
            }
        };
    }

    /** Whether {@code trouble} is another than the one it waits for already. */
    default boolean isNews(Trouble trouble) {
        return switch (this) {
            case Delivering _ -> true;
            case Waiting(Trouble former, _) -> !trouble.sameAs(former);
        };
    }
}
