package dev.sluice.worker.provider;

import java.time.Duration;
import java.util.Optional;

/** How long one request may wait in all, whatever each answer asks for. */
public record WaitBudget(Duration left) {

    /** What is left after this wait; empty where it does not fit. */
    public Optional<WaitBudget> spend(Duration wait) {
        return wait.compareTo(left) <= 0
                ? Optional.of(new WaitBudget(left.minus(wait)))
                : Optional.empty();
    }
}
