package dev.sluice.config.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.sluice.config.cel.CelConditions.Fault;
import dev.sluice.config.rule.RuleInput;
import dev.sluice.config.rule.Variable;
import java.util.Collection;
import java.util.List;

/**
 * How much work one evaluation can be at most, in parts of an expression that are looked at: some
 * ten nanoseconds each. Told from the text alone, so that no rule can be slow with some request.
 */
final class Work {

    private static final int MOST = 5_000;

    /** A pattern is compiled and run each time. */
    private static final int PATTERN = 200;

    /** Rounds of a loop over what is neither the tags nor a list that is written out. */
    private static final int ROUNDS_UNKNOWN = 64;

    private Work() {}

    static List<Fault> faults(CelAbstractSyntaxTree tree) {
        double most = of(tree.getExpr());
        return most <= MOST
                ? List.of()
                : List.of(
                        Places.fault(
                                tree,
                                tree.getExpr(),
                                "takes too much work: %,.0f steps, at most %,d; shorten its loops and lists"
                                        .formatted(most, MOST)));
    }

    private static double of(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT, IDENT, NOT_SET -> 1;
            case SELECT -> 1 + of(expr.select().operand());
            case CALL -> ofCall(expr.call());
            case LIST -> 1 + of(expr.list().elements());
            case STRUCT ->
                    1 + of(expr.struct().entries().stream().map(entry -> entry.value()).toList());
            case MAP ->
                    1
                            + of(expr.map().entries().stream().map(entry -> entry.key()).toList())
                            + of(
                                    expr.map().entries().stream()
                                            .map(entry -> entry.value())
                                            .toList());
            case COMPREHENSION -> ofLoop(expr.comprehension());
        };
    }

    private static double of(Collection<CelExpr> parts) {
        return parts.stream().mapToDouble(Work::of).sum();
    }

    private static double ofCall(CelExpr.CelCall call) {
        double own = call.function().equals(Literals.MATCHES) ? PATTERN : 1;
        return own + call.target().map(Work::of).orElse(0.0) + of(call.args());
    }

    private static double ofLoop(CelExpr.CelComprehension loop) {
        double round = of(loop.loopCondition()) + of(loop.loopStep());
        return of(loop.iterRange())
                + of(loop.accuInit())
                + rounds(loop.iterRange()) * round
                + of(loop.result());
    }

    private static int rounds(CelExpr range) {
        return switch (range.getKind()) {
            case LIST -> range.list().elements().size();
            case MAP -> range.map().entries().size();
            case IDENT ->
                    range.ident().name().equals(Variable.TAGS.word())
                            ? RuleInput.TAGS_MAX
                            : ROUNDS_UNKNOWN;
            case CONSTANT, SELECT, CALL, STRUCT, COMPREHENSION, NOT_SET -> ROUNDS_UNKNOWN;
        };
    }
}
