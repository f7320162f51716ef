package dev.sluice.worker.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code data:} URL with base64 in it (RFC 2397). */
record DataUrl(String mediaType, String base64) {

    private static final Pattern FORM =
            Pattern.compile(
                    "data:([\\w.+-]+/[\\w.+-]+)(?:;[\\w-]+=[^;,]*)*;base64,(.*)", Pattern.DOTALL);

    static Optional<DataUrl> parse(String url) {
        Matcher matcher = FORM.matcher(url);
        return matcher.matches()
                ? Optional.of(new DataUrl(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }
}
