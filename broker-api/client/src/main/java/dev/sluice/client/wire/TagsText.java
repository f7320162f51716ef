package dev.sluice.client.wire;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The value of the header {@code sluice-tags}: {@code name=value,name=value}. */
public final class TagsText {

    private TagsText() {}

    /**
     * In the order of the names.
     *
     * @throws IllegalArgumentException where a name or value cannot be told from what stands next
     *     to it
     */
    public static String of(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> name(tag.getKey()) + "=" + value(tag.getValue()))
                        .collect(Collectors.joining(","));
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a tag's name has 1 to 64 of A-Za-z0-9._-, not '" + text + "'");
        }
        return text;
    }

    private static String value(String text) {
        if (text.isBlank() || text.contains(",")) {
            throw new IllegalArgumentException(
                    "a tag's value is not blank and has no comma: '" + text + "'");
        }
        return text;
    }
}
