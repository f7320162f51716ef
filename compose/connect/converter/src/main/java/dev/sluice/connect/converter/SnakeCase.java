package dev.sluice.connect.converter;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names as SQL has them: {@code virtualKey} is {@code virtual_key}, which needs no quotes. */
final class SnakeCase {

    private static final Pattern WORD_BEGINS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private SnakeCase() {}

    static String of(String name) {
        return WORD_BEGINS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
