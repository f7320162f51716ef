package dev.sluice.architecture.tidy;

import java.util.List;

/** Counts the lines of a Java file that are code. */
final class CodeLines {

    private enum Where {
        CODE,
        COMMENT
    }

    private CodeLines() {}

    /** Lines that are not blank, not an import or package line, and not wholly in a comment. */
    static long of(List<String> lines) {
        long code = 0;
        Where where = Where.CODE;
        for (String line : lines) {
            String text = line.strip();
            boolean opens = where == Where.CODE && text.startsWith("/*");
            if (where == Where.COMMENT || opens) {
                where = text.contains("*/") ? Where.CODE : Where.COMMENT;
            } else if (isCode(text)) {
                code++;
            }
        }
        return code;
    }

    private static boolean isCode(String text) {
        return !text.isEmpty()
                && !text.startsWith("//")
                && !text.startsWith("import ")
                && !text.startsWith("package ");
    }
}
