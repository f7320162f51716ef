package dev.sluice.app.cli;

import java.time.Duration;
import java.util.Optional;

/** What an option may be. Said before anything is started. */
final class Allowed {

    private static final TimeSpan TIME = new TimeSpan();
    private static final long MILLIS_PER_SECOND = 1_000;

    private Allowed() {}

    /**
     * @param unit what is counted, such as {@code requests per second}
     * @throws CommandFailure where {@code given} is not from {@code least} to {@code most}
     */
    static void number(String option, String unit, int given, int least, int most) {
        if (given < least || given > most) {
            throw new CommandFailure(
                    "%s is from %d to %d %s, not %d".formatted(option, least, most, unit, given));
        }
    }

    /**
     * @param least and {@code most} as a person writes them
     * @throws CommandFailure where {@code given} is not from {@code least} to {@code most}
     */
    static void time(String option, Duration given, String least, String most) {
        if (given.compareTo(TIME.convert(least)) < 0 || given.compareTo(TIME.convert(most)) > 0) {
            throw new CommandFailure(
                    "%s is from %s to %s, not %s".formatted(option, least, most, written(given)));
        }
    }

    /**
     * @throws CommandFailure where an id is given that says nothing
     */
    static void id(String option, Optional<String> given) {
        if (given.filter(String::isBlank).isPresent()) {
            throw new CommandFailure(
                    option + " needs an id, and got nothing: leave it out for all of them");
        }
    }

    private static String written(Duration time) {
        long millis = time.toMillis();
        return millis % MILLIS_PER_SECOND == 0 ? millis / MILLIS_PER_SECOND + "s" : millis + "ms";
    }
}
