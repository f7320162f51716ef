package dev.sluice.config.cel;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import dev.sluice.config.cel.CelConditions.Fault;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CEL's messages in words for people who do not know its insides. */
final class CelWords {

    private static final Pattern UNDECLARED =
            Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile(
                    "found no matching overload for '([^']*)' applied to '([^']*)'"
                            + "(?: \\(candidates: (.*)\\))?",
                    Pattern.DOTALL);
    private static final Pattern EXPECTED =
            Pattern.compile("expected type 'bool' but found '([^']*)'");
    private static final Pattern SYNTAX =
            Pattern.compile("(.*) expecting \\{.*\\}", Pattern.DOTALL);
    private static final Pattern AT =
            Pattern.compile("evaluation error(?: at [^:]*:(\\d+))?: ?(.*)", Pattern.DOTALL);
    private static final int LENGTH_MAX = 300;

    private CelWords() {}

    static Fault fault(CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            return new Fault(
                    line,
                    column,
                    "there is no variable or function '" + name + "'",
                    Optional.of(name));
        }
        return new Fault(line, column, cut(words(issue.getMessage())), Optional.empty());
    }

    private static String words(String message) {
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return overloadWords(overload);
        }
        Matcher expected = EXPECTED.matcher(message);
        if (expected.matches()) {
            return "must be true or false, not " + article(expected.group(1));
        }
        if (message.startsWith("token recognition error at: '=")) {
            return "'=' compares nothing: write ==";
        }
        Matcher syntax = SYNTAX.matcher(message);
        return syntax.matches()
                ? syntax.group(1).replace("'<EOF>'", "the end of the expression")
                : message;
    }

    private static String overloadWords(Matcher overload) {
        String given = overload.group(2);
        String mixed =
                given.equals("(double, int)") || given.equals("(int, double)")
                        ? "; write 2.0, not 2, where the other is a double"
                        : "";
        return "'" + sign(overload.group(1)) + "' does not take " + given + mixed;
    }

    /** {@code *} of {@code _*_}, {@code -} of {@code -_}. */
    private static String sign(String function) {
        return function.matches(".*[A-Za-z].*") ? function : function.replace("_", "");
    }

    private static String article(String type) {
        return "aeiou".indexOf(type.charAt(0)) < 0 ? "a " + type : "an " + type;
    }

    /** Why an evaluation had no answer. */
    static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        Matcher at = AT.matcher(message);
        if (!at.matches()) {
            return cut(message);
        }
        String where =
                at.group(1) == null
                        ? ""
                        : "at character " + (Integer.parseInt(at.group(1)) + 1) + ": ";
        return cut(where + why(e, at.group(2)));
    }

    /**
     * By its code where that says enough: the JVM leaves out the words of an error that comes
     * often.
     */
    private static String why(Exception e, String message) {
        if (!(e instanceof CelEvaluationException evaluation)) {
            return message;
        }
        return switch (evaluation.getErrorCode()) {
            case DIVIDE_BY_ZERO -> "division by zero";
            case NUMERIC_OVERFLOW -> "a number that is too large";
            case ITERATION_BUDGET_EXCEEDED ->
                    "more than " + CelConditions.ITERATIONS_MAX + " rounds of its loops";
            // Of an index, CEL tells the key alone.
            case ATTRIBUTE_NOT_FOUND ->
                    message.contains("not present")
                            ? message
                            : "key '" + message + "' is not present";
            default -> message;
        };
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "…";
    }
}
