package dev.sluice.config.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.sluice.config.rule.Condition;
import dev.sluice.config.rule.RuleInput;
import dev.sluice.config.rule.Variable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition that CEL compiled. Two of the same text are equal. */
final class CelCondition implements Condition {

    private static final Map<String, Variable> VARIABLES =
            Arrays.stream(Variable.values())
                    .collect(Collectors.toUnmodifiableMap(Variable::word, Function.identity()));

    private final String text;
    private final CelRuntime.Program program;

    CelCondition(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Answer test(RuleInput input) {
        try {
            Object value =
                    program.eval(name ->
                            Optional.ofNullable(VARIABLES.get(name))
                                    .map(variable -> variable.of(input)));
            if (value instanceof Boolean holds) {
                return holds ? new Answer.Yes() : new Answer.No();
            }
            return new Answer.Failed("neither true nor false");
        } catch (CelEvaluationException | RuntimeException e) {
            // Also what a library throws that promises not to: a stage must not stop for a rule.
            return new Answer.Failed(CelWords.reason(e));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CelCondition condition && text.equals(condition.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
