package dev.sluice.warehouse.connect;

import java.util.Optional;
import java.util.regex.Pattern;

/** The reason behind a stack trace, in one line. */
final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern FRAME = Pattern.compile("\\s+at .*|\\s+\\.\\.\\. \\d+ more|\\s*");
    private static final Pattern CLASS = Pattern.compile("^(?:[\\w$]+\\.)+([\\w$]+)(?:: |$)");
    private static final int LENGTH_MAX = 500;

    private RootCause() {}

    static String of(String trace) {
        Optional<String> innermost =
                trace.lines()
                        .filter(line -> line.startsWith(CAUSED_BY))
                        .map(line -> line.substring(CAUSED_BY.length()))
                        .reduce((_, last) -> last);
        String line =
                innermost.orElseGet(() ->
                        trace.lines()
                                .filter(each -> !FRAME.matcher(each).matches())
                                .findFirst()
                                .orElse("no reason given"));
        String text = CLASS.matcher(line).replaceFirst("$1: ").replaceFirst(": $", "");
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "…";
    }
}
