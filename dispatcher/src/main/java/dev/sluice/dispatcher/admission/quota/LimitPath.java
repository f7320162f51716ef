package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Instant;

/**
 * A limit's name with its owner in front, such as {@code acme/research/demo requests/1m}. A hold
 * names the limits it counts at by these, so that it can be ended after the configuration changed:
 * the text alone says what is counted and in which slots.
 *
 * <p>The form is {@code OWNER COUNTED[/LENGTH[@ZONE]]}: the name begins after the last blank, the
 * window after the first slash of the name, and the zone of a calendar window after the first
 * {@code @}. A zone may have slashes ({@code usd/1M@Europe/Berlin}), but neither blanks nor an
 * {@code @}.
 */
public record LimitPath(String text, Counted counted, Slots slots) {

    /** What a limit counts. */
    public enum Counted {
        REQUESTS,
        /** Of input and output together. */
        TOKENS,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
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
        String name = name(text);
        int slash = name.indexOf('/');
        if (slash < 0) {
            return new LimitPath(text, counted(name), Slots.Rolling.NONE);
        }
        Window window =
                Window.ofName(name.substring(slash + 1))
                        .orElseThrow(
                                () -> new IllegalArgumentException("not a limit's path: " + text));
        return new LimitPath(text, counted(name.substring(0, slash)), Slots.of(window));
    }

    private static Counted counted(String word) {
        return switch (word) {
            case "requests" -> Counted.REQUESTS;
            case "tokens" -> Counted.TOKENS;
            case "input_tokens" -> Counted.INPUT_TOKENS;
            case "output_tokens" -> Counted.OUTPUT_TOKENS;
            case "concurrent" -> Counted.CONCURRENT;
            case "usd" -> Counted.USD;
            default -> throw new IllegalArgumentException("not a limit's name: " + word);
        };
    }

    /** The limit's name within its owner, such as {@code requests/1m}. */
    String name() {
        return name(text);
    }

    private static String name(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    /** The slot that {@code now} falls into. */
    long slotAt(Instant now) {
        return slots.at(now);
    }

    /** When what stands in {@code slot} has left the window. */
    Instant leavesAt(long slot) {
        return slots.leavesAt(slot);
    }

    /** This limit's use with what left its window by {@code now} taken out. */
    LimitUse advanced(LimitUse use, Instant now) {
        return slots.advanced(use, now);
    }

    @Override
    public String toString() {
        return text;
    }
}
