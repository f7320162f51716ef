package dev.sluice.config.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.runtime.CelEvaluationException;
import dev.sluice.config.cel.CelConditions.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patterns, time zones, times and durations that are written out, and are none. A pattern must be
 * written out: one that a request brings could be of any size, and is compiled for each evaluation.
 */
final class Literals extends CelExprVisitor {

    /** An expression that takes a {@code text} of this kind, and no other. */
    private record Probe(String what, String expression) {}

    static final String MATCHES = "matches";

    /**
     * What the repeats of a pattern may come to, multiplied: each makes a copy of what it repeats.
     */
    private static final int REPEATS_MAX = 1_000;

    private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private static final Probe ZONE = new Probe("time zone", "timestamp(0).getHours(text)");

    private static final Map<String, Probe> BY_FUNCTION =
            Map.of(
                    MATCHES,
                    new Probe("pattern", "''.matches(text)"),
                    "timestamp",
                    new Probe("time", "timestamp(text)"),
                    "duration",
                    new Probe("duration", "duration(text)"));

    private final CelAbstractSyntaxTree tree;
    private final List<Fault> faults = new ArrayList<>();

    private Literals(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static List<Fault> faults(CelAbstractSyntaxTree tree) {
        Literals literals = new Literals(tree);
        literals.visit(tree);
        return literals.faults;
    }

    @Override
    protected void visit(CelExpr expr, CelExpr.CelCall call) {
        Optional<Probe> probe = probe(call.function());
        if (probe.isPresent() && !call.args().isEmpty()) {
            CelExpr last = call.args().getLast();
            Optional<String> text = TagReads.text(last);
            text.ifPresent(it -> check(last, it, probe.get()));
            if (text.isEmpty() && call.function().equals(MATCHES)) {
                fault(last, "a pattern is to be written out: 'matches' takes a text in quotes");
            }
        }
        super.visit(expr, call);
    }

    private static Optional<Probe> probe(String function) {
        return function.startsWith("get")
                ? Optional.of(ZONE)
                : Optional.ofNullable(BY_FUNCTION.get(function));
    }

    private void check(CelExpr part, String text, Probe probe) {
        if (probe.what().equals("pattern") && repeats(text) > REPEATS_MAX) {
            fault(part, "the pattern repeats too often: at most " + REPEATS_MAX + " in all");
            return;
        }
        try {
            CelConditions.evaluate(probe.expression(), text);
        } catch (CelEvaluationException e) {
            String why = CelWords.reason(e).replaceFirst("^at character \\d+: ", "");
            fault(part, "'" + text + "' is no " + probe.what() + " (" + why + ")");
        }
    }

    private static double repeats(String pattern) {
        double product = 1;
        for (Matcher repeat = REPEAT.matcher(pattern); repeat.find(); ) {
            String most = repeat.group(2);
            product *=
                    Math.max(
                            1,
                            Long.parseLong(
                                    most == null || most.isEmpty() ? repeat.group(1) : most));
        }
        return product;
    }

    private void fault(CelExpr part, String message) {
        faults.add(Places.fault(tree, part, message));
    }
}
