package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A limit as headers announce it: how many, and not for what time. Where what is missing is full
 * again at the reset, the refill tells: {@code reset · limit / missing} is the window. (Groq says
 * requests a day and tokens a minute under names that differ in nothing else.) Two answers have to
 * agree on that. Else it is a minute, or the shortest window in which the resets lie. Owned by the
 * lane's thread.
 */
final class AnnouncedLimit {

    /** Resets are rounded. */
    private static final double TOLERANCE = 0.05;

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final List<Window> WINDOWS =
            List.of(MINUTE, new Window(1, Window.Unit.HOURS), DAY);

    private final Meter.Kind kind;
    private Optional<Limit> known = Optional.empty();
    private long count;
    private Window window = MINUTE;
    private Optional<Window> seenOnce = Optional.empty();

    AnnouncedLimit(Meter.Kind kind) {
        this.kind = kind;
    }

    /** As it was announced until now. */
    Optional<Limit> known() {
        return known;
    }

    /** The limit, if it is another one than before. */
    Optional<Limit> read(Said said) {
        if (said.limit().isEmpty() || said.limit().getAsLong() < 1) {
            return Optional.empty();
        }
        long now = said.limit().getAsLong();
        if (now != count) {
            count = now;
            window = MINUTE;
            seenOnce = Optional.empty();
        }
        said.reset().ifPresent(reset -> look(said.remaining(), reset));
        Limit read = limit();
        if (known.filter(read::equals).isPresent()) {
            return Optional.empty();
        }
        known = Optional.of(read);
        return known;
    }

    private void look(OptionalLong remaining, Duration reset) {
        Optional<Window> byRefill = byRefill(count - remaining.orElse(count), reset);
        if (byRefill.isPresent() && byRefill.equals(seenOnce)) {
            window = longer(byRefill.get());
        }
        seenOnce = byRefill;
        window =
                longer(
                        WINDOWS.stream()
                                .filter(each -> each.length().compareTo(reset) >= 0)
                                .findFirst()
                                .orElse(DAY));
    }

    /** One that was seen to be longer does not become shorter when its end is near. */
    private Window longer(Window other) {
        return other.length().compareTo(window.length()) > 0 ? other : window;
    }

    private Optional<Window> byRefill(long missing, Duration reset) {
        if (missing < 1) {
            return Optional.empty();
        }
        double seconds = reset.toNanos() / 1e9 * count / missing;
        return WINDOWS.stream()
                .filter(each -> Math.abs(seconds / each.length().toSeconds() - 1) <= TOLERANCE)
                .findFirst();
    }

    private Limit limit() {
        return switch (kind) {
            case REQUESTS -> new Limit.Requests(count, window, OptionalLong.empty());
            case TOKENS -> new Limit.Tokens(count, window, OptionalLong.empty());
        };
    }
}
