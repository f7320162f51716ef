package dev.sluice.config.yaml;

import dev.sluice.config.SecretRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a secret is written: the syntax of Kafka's own ConfigProvider, or the secret itself. No
 * message shows a part of it.
 */
final class SecretForm {

    /** What stands for a literal secret in a document that may be written to a topic. */
    static final String REMOVED = "${removed:literal}";

    private static final Pattern ENV = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern FILE = Pattern.compile("\\$\\{file:([^{}]+):([^:{}]+)}");

    private SecretForm() {}

    /** What is wrong with the text; empty where nothing is. */
    static Optional<String> fault(String text) {
        if (text.isBlank()) {
            return Optional.of("must not be empty");
        }
        boolean readable = !text.contains("${") || !(read(text) instanceof SecretRef.Literal);
        return readable
                ? Optional.empty()
                : Optional.of(
                        "must be ${env:NAME}, ${file:path:key} or a literal, and nothing around"
                                + " it");
    }

    /** A text without fault. */
    static SecretRef read(String text) {
        if (text.equals(REMOVED)) {
            return new SecretRef.Removed();
        }
        Matcher env = ENV.matcher(text);
        if (env.matches()) {
            return new SecretRef.Env(env.group(1));
        }
        Matcher file = FILE.matcher(text);
        return file.matches()
                ? new SecretRef.File(file.group(1), file.group(2))
                : new SecretRef.Literal(text);
    }
}
