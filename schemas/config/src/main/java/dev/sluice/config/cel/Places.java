package dev.sluice.config.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.sluice.config.cel.CelConditions.Fault;
import java.util.Optional;

/** Where the parts of an expression stand in its text. */
final class Places {

    private Places() {}

    static Fault fault(CelAbstractSyntaxTree tree, CelExpr part, String message) {
        CelSource source = tree.getSource();
        CelSourceLocation at =
                Optional.ofNullable(source.getPositionsMap().get(part.id()))
                        .flatMap(source::getOffsetLocation)
                        .orElseGet(() -> CelSourceLocation.of(1, 0));
        return new Fault(at.getLine(), at.getColumn() + 1, message, Optional.empty());
    }
}
