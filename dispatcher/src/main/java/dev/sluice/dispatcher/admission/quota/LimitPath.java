package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * A limit's name with its owner in front, such as {@code acme/research/demo requests/1m}. A hold
 * names the limits it counts at by these, so that it can be ended after the configuration changed:
 * the text alone says what is counted and in which slots.
 *
 * @param slotMillis length of one slot of the window, a sixtieth; 1 where there is no window
 */
public record LimitPath(String text, Counted counted, long slotMillis) {

    /** What a limit counts. */
    public enum Counted {
        REQUESTS,
        TOKENS,
        CONCURRENT,
        USD
    }

    /** The path of {@code limit} at the owner {@code acme}, {@code acme/team} or so. */
    static LimitPath of(String owner, Limit limit) {
        return parse(owner + " " + limit.name());
    }

    /**
     * @throws IllegalArgumentException where {@code text} is not a limit's path
     */
    public static LimitPath parse(String text) {
        String name = text.substring(text.lastIndexOf(' ') + 1);
        int slash = name.indexOf('/');
        if (slash < 0) {
            return new LimitPath(text, counted(name), 1);
        }
        Duration window =
                Window.parse(name.substring(slash + 1))
                        .orElseThrow(
                                () -> new IllegalArgumentException("not a limit's path: " + text))
                        .length();
        return new LimitPath(text, counted(name.substring(0, slash)), slotMillis(window));
    }

    private static Counted counted(String word) {
        return switch (word) {
            case "requests" -> Counted.REQUESTS;
            case "tokens" -> Counted.TOKENS;
            case "concurrent" -> Counted.CONCURRENT;
            case "usd" -> Counted.USD;
            default -> throw new IllegalArgumentException("not a limit's name: " + word);
        };
    }

    /** Rounded up, so that sixty slots are never shorter than the window. */
    private static long slotMillis(Duration window) {
        return Math.ceilDiv(window.toMillis(), LimitUse.SLOTS_OF_WINDOW);
    }

    /** The slot that {@code now} falls into. */
    long slotAt(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), slotMillis);
    }

    /** When what stands in {@code slot} has left the window. */
    Instant leavesAt(long slot) {
        return Instant.ofEpochMilli((slot + LimitUse.SLOTS) * slotMillis);
    }

    @Override
    public String toString() {
        return text;
    }
}
