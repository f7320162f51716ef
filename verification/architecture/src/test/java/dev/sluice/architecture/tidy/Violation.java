package dev.sluice.architecture.tidy;

import java.nio.file.Path;

/** A place and the rule that it breaks. Prints as {@code file:line: rule}, which editors open. */
record Violation(Path file, long line, String rule) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + rule;
    }
}
