package dev.sluice.config.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.sluice.config.rule.Condition;
import dev.sluice.config.rule.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes conditions of their text. The type checker knows every {@link Variable}; what can be told
 * without a request is told here: unknown names, wrong types, patterns and time zones that are
 * none. Any thread. The first use loads CEL's classes, which takes some tenths of a second.
 */
public final class CelConditions {

    /** Of one evaluation, through all loops together: what cannot end in microseconds ends here. */
    static final int ITERATIONS_MAX = 256;

    private static final int NESTING_MAX = 24;
    private static final int NODES_MAX = 500;

    /** Code points of an expression. */
    public static final int LENGTH_MAX = 4096;

    /** Steps of a compiled pattern. */
    private static final int REGEX_PROGRAM_MAX = 200;

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(LENGTH_MAX)
                    .maxParseRecursionDepth(NESTING_MAX)
                    .maxParseExpressionNodeCount(NODES_MAX)
                    .maxRegexProgramSize(REGEX_PROGRAM_MAX)
                    .comprehensionMaxIterations(ITERATIONS_MAX)
                    // budget_used > 80, not only 80.0.
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private static final CelCompiler COMPILER = compiler().build();

    private CelConditions() {}

    /** What came of a text. */
    public sealed interface Reading {

        record Good(Condition condition) implements Reading {}

        /** In the order of the text, at least one. */
        record Bad(List<Fault> faults) implements Reading {
            public Bad {
                faults = List.copyOf(faults);
            }
        }
    }

    /**
     * What is wrong at one place.
     *
     * @param line of the expression, from 1
     * @param column in that line, from 1
     * @param unknown a name that nothing has
     */
    public record Fault(int line, int column, String message, Optional<String> unknown) {}

    public static Reading read(String text) {
        CelValidationResult parsed = COMPILER.parse(text);
        if (parsed.hasError()) {
            // Those behind the first are often of the parser's own making.
            return new Reading.Bad(List.of(CelWords.fault(parsed.getErrors().getFirst())));
        }
        try {
            CelValidationResult checked = COMPILER.check(parsed.getAst());
            if (checked.hasError()) {
                return new Reading.Bad(checked.getErrors().stream().map(CelWords::fault).toList());
            }
            return read(text, checked.getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            return new Reading.Bad(List.of(new Fault(1, 1, CelWords.reason(e), Optional.empty())));
        }
    }

    private static Reading read(String text, CelAbstractSyntaxTree tree)
            throws CelEvaluationException {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(TagReads.faults(tree));
        faults.addAll(Literals.faults(tree));
        faults.addAll(Work.faults(tree));
        return faults.isEmpty()
                ? new Reading.Good(new CelCondition(text, RUNTIME.createProgram(tree)))
                : new Reading.Bad(faults);
    }

    /**
     * What comes of an expression over one {@code text}.
     *
     * @throws CelEvaluationException where the text is not what the expression takes
     */
    static Object evaluate(String expression, String text) throws CelEvaluationException {
        CelCompiler compiler =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .addVar("text", SimpleType.STRING)
                        .build();
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            return RUNTIME.createProgram(tree).eval(Map.of("text", text));
        } catch (CelValidationException e) {
            throw new IllegalStateException(expression, e);
        }
    }

    private static CelCompilerBuilder compiler() {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .setResultType(SimpleType.BOOL);
        for (Variable variable : Variable.values()) {
            builder.addVar(variable.word(), type(variable.type()));
        }
        return builder;
    }

    private static CelType type(Variable.Type type) {
        return switch (type) {
            case TEXT -> SimpleType.STRING;
            case WHOLE -> SimpleType.INT;
            case NUMBER -> SimpleType.DOUBLE;
            case TIME -> SimpleType.TIMESTAMP;
            case TAGS -> MapType.create(SimpleType.STRING, SimpleType.STRING);
        };
    }
}
