package dev.sluice.worker.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code data:} URL with base64 in it (RFC 2397). */
record InlineUrl(String mediaType, String base64) {

    private static final Pattern FORM =
            Pattern.compile(
                    "data:([\\w.+-]+/[\\w.+-]+)(?:;[\\w-]+=[^;,]*)*;base64,(.*)", Pattern.DOTALL);

    static Optional<InlineUrl> parse(String url) {
        Matcher matcher = FORM.matcher(url);
        return matcher.matches()
                ? Optional.of(new InlineUrl(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }
}
