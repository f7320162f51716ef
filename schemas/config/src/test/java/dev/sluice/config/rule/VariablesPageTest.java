package dev.sluice.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/concepts/rules.md and the list of variables say the same. */
class VariablesPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([a-z ]+) \\|");

    private static final Map<Variable.Type, String> WORDS =
            Map.of(
                    Variable.Type.TEXT, "string",
                    Variable.Type.WHOLE, "int",
                    Variable.Type.NUMBER, "double",
                    Variable.Type.TIME, "timestamp",
                    Variable.Type.TAGS, "map of strings");

    @Test
    void everyVariableHasItsRowAndEveryRowItsVariable() throws IOException {
        String page = Files.readString(Path.of("../../docs/concepts/rules.md"));
        List<String> rows =
                ROW.matcher(page).results().map(row -> row.group(1) + " " + row.group(2)).toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Variable.values())
                                .map(it -> it.word() + " " + WORDS.get(it.type()))
                                .toList());
    }

    @Test
    void everyVariableHasAValueOfItsType() {
        RuleInput input = Inputs.input(Map.of("env", "prod"));
        for (Variable variable : Variable.values()) {
            assertThat(variable.of(input))
                    .as(variable.word())
                    .isInstanceOf(
                            switch (variable.type()) {
                                case TEXT -> String.class;
                                case WHOLE -> Long.class;
                                case NUMBER -> Double.class;
                                case TIME -> Instant.class;
                                case TAGS -> Map.class;
                            });
        }
    }

    @Test
    void aRowIsFound() {
        assertThat(ROW.matcher("| `now` | timestamp | x |").results().map(MatchResult::group))
                .hasSize(1);
    }
}
