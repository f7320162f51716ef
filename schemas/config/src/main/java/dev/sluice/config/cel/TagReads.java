package dev.sluice.config.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import dev.sluice.config.cel.CelConditions.Fault;
import dev.sluice.config.rule.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tags that an expression reads and never asks for. CEL has no answer where a tag is missing, so
 * such a rule would refuse every request without it.
 */
final class TagReads extends CelExprVisitor {

    private static final String TAGS = Variable.TAGS.word();

    private final Map<String, CelExpr> read = new LinkedHashMap<>();
    private final Set<String> askedFor = new HashSet<>();

    private TagReads() {}

    static List<Fault> faults(CelAbstractSyntaxTree tree) {
        TagReads reads = new TagReads();
        reads.visit(tree);
        List<Fault> faults = new ArrayList<>();
        reads.read.forEach((tag, part) -> {
            if (!reads.askedFor.contains(tag)) {
                faults.add(Places.fault(tree, part, words(tag)));
            }
        });
        return faults;
    }

    private static String words(String tag) {
        boolean simple = tag.matches("[A-Za-z_][A-Za-z0-9_]*");
        String example =
                simple
                        ? "has(tags.%1$s) && tags.%1$s == …"
                        : "\"%1$s\" in tags && tags[\"%1$s\"] == …";
        return ("a request need not have the tag '%1$s', and this fails where it has not: write "
                        + example)
                .formatted(tag);
    }

    @Override
    protected void visit(CelExpr expr, CelExpr.CelSelect select) {
        if (isTags(select.operand())) {
            note(select.field(), expr, select.testOnly());
        }
        super.visit(expr, select);
    }

    @Override
    protected void visit(CelExpr expr, CelExpr.CelCall call) {
        if (call.function().equals("_[_]") && isTags(call.args().getFirst())) {
            text(call.args().get(1)).ifPresent(tag -> note(tag, expr, false));
        }
        if (call.function().equals("@in") && isTags(call.args().get(1))) {
            text(call.args().getFirst()).ifPresent(tag -> note(tag, expr, true));
        }
        super.visit(expr, call);
    }

    private void note(String tag, CelExpr part, boolean asks) {
        if (asks) {
            askedFor.add(tag);
        } else {
            read.putIfAbsent(tag, part);
        }
    }

    private static boolean isTags(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals(TAGS);
    }

    static Optional<String> text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }
}
