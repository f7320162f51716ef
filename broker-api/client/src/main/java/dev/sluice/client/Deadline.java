package dev.sluice.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** When an answer is of no use any more. */
sealed interface Deadline {

    record At(Instant instant) implements Deadline {
        @Override
        public Instant from(Instant taken) {
            return instant;
        }

        @Override
        public String headerText() {
            return instant.toString();
        }
    }

    /** Counted from when Kafka takes the request. */
    record After(Duration length) implements Deadline {
        @Override
        public Instant from(Instant taken) {
            try {
                return taken.plus(length);
            } catch (DateTimeException | ArithmeticException e) {
                return Instant.MAX;
            }
        }

        @Override
        public String headerText() {
            return length.toString();
        }
    }

    /** The instant, for a request that Kafka took then. */
    Instant from(Instant taken);

    /** As the header {@code sluice-deadline} has it. */
    String headerText();
}
