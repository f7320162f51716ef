package dev.sluice.config.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.cel.CelConditions.Fault;
import dev.sluice.config.cel.CelConditions.Reading;
import dev.sluice.config.rule.Condition;
import dev.sluice.config.rule.Condition.Answer;
import dev.sluice.config.rule.Inputs;
import dev.sluice.config.rule.RuleInput;
import dev.sluice.config.rule.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelConditionsTest {

    private static final Map<String, String> TAGS = Map.of("env", "prod", "cost-centre", "17");

    private static Condition good(String text) {
        return switch (CelConditions.read(text)) {
            case Reading.Good(Condition condition) -> condition;
            case Reading.Bad(List<Fault> faults) -> throw new AssertionError(text + faults);
        };
    }

    private static List<Fault> faults(String text) {
        return switch (CelConditions.read(text)) {
            case Reading.Good _ -> List.of();
            case Reading.Bad(List<Fault> faults) -> faults;
        };
    }

    private static Answer answer(String text) {
        return good(text).test(Inputs.input(TAGS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "model == 'gpt-4o-mini'",
                "model.startsWith(\"gpt-\") && model in ['gpt-4o', 'gpt-4o-mini']",
                "model.matches('^gpt-4o(-mini)?$')",
                "url == '/v1/chat/completions'",
                "priority == 'standard'",
                "workflow == 'nightly' && step == ''",
                "customer + '/' + team + '/' + key == 'acme/research/demo'",
                "input_tokens == 1200 && max_output_tokens == 300",
                "input_tokens + max_output_tokens > 1000.5",
                "cost_usd == 0.05 && cost_usd < 1",
                "budget_used > 80 && budget_used < 86",
                "tokens_used == 50.0 && requests_used >= 10 && concurrent_used < 1",
                "has(tags.env) && tags.env == 'prod'",
                "'cost-centre' in tags && tags['cost-centre'] == '17'",
                "!has(tags.team) || tags.team == 'x'",
                "tags.exists(name, name == 'env' && tags[name] == 'prod')",
                "now == timestamp('2026-01-01T12:00:00Z')",
                "now.getHours('Europe/Berlin') == 13 && now.getDayOfWeek() == 4",
                "now.getHours('+02:00') == 14",
                "deadline - now == duration('10m')",
            })
    void whatHoldsForTheSampleRequest(String text) {
        assertThat(answer(text)).isEqualTo(new Answer.Yes());
        assertThat(answer("!(" + text + ")")).isEqualTo(new Answer.No());
    }

    @ParameterizedTest
    @EnumSource(Variable.class)
    void everyVariableCanBeAskedFor(Variable variable) {
        String word = variable.word();
        assertThat(answer(word + " == " + word)).isEqualTo(new Answer.Yes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "modell == 'a' | 1 | there is no variable or function 'modell'",
                "model.lower() == 'a' | 12 | there is no variable or function 'lower'",
                "model == | 9 | the end of the expression",
                "model = 'a' | 7 | write ==",
                "model | 1 | must be true or false, not a string",
                "input_tokens | 1 | must be true or false, not an int",
                "model + 1 == '' | 7 | '+' does not take (string, int)",
                "cost_usd * 2 > 1.0 | 10 | '*' does not take (double, int); write 2.0, not 2",
                "input_tokens == '1' | 14 | '==' does not take (int, string)",
                "model.matches('(') | 15 | '(' is no pattern",
                "model.matches(tags[model]) | 19 | a pattern is to be written out",
                "model.matches('(a{1,900}){1,900}') | 15 | repeats too often",
                "model.matches('(a{1,30}){1,30}') | 15 | is no pattern",
                "now.getHours('Berlin') > 8 | 14 | 'Berlin' is no time zone",
                "now > timestamp('noon') | 17 | 'noon' is no time",
                "deadline - now < duration('10') | 27 | '10' is no duration",
                "tags.env == 'prod' | 5 | write has(tags.env) && tags.env == …",
                "tags['a-b'] == 'x' | 5 | write \"a-b\" in tags && tags[\"a-b\"] == …",
                "has(tags.a) && tags.env == 'prod' | 20 | the tag 'env'",
            })
    void whatIsWrongIsToldWithItsPlace(String text, int column, String message) {
        assertThat(faults(text))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.message()).contains(message);
                    assertThat(fault.line() + ":" + fault.column()).isEqualTo("1:" + column);
                });
    }

    @Test
    void aPlaceInALaterLineIsThatLines() {
        assertThat(faults("model == 'a' &&\n  modell == 'b'"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.line() + ":" + fault.column()).isEqualTo("2:3");
                    assertThat(fault.unknown()).contains("modell");
                });
    }

    @Test
    void allWrongNamesAreToldAtOnce() {
        assertThat(faults("modell == 'a' && urll == 'b'"))
                .extracting(fault -> fault.unknown().orElse(""))
                .containsExactly("modell", "urll");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 / (input_tokens - 1200) > 0 | division by zero",
                "input_tokens * 9223372036854775807 > 0 | too large",
                "tags[model] == 'x' | not present",
                "now.getHours(model) > 1 | time-zone",
                "int(model) > 1 | gpt-4o-mini",
            })
    void whatHasNoAnswerFailsAndThrowsNothing(String text, String why) {
        assertThat(answer(text))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.why()).contains(why));
    }

    @Test
    void whatDoesNotMatterDoesNotFail() {
        assertThat(answer("1 / (input_tokens - 1200) > 0 || true")).isEqualTo(new Answer.Yes());
        assertThat(answer("false && tags[model] == 'x'")).isEqualTo(new Answer.No());
    }

    /** The JVM throws such errors without words once they come often. */
    @Test
    void theSameFailureIsToldInTheSameWordsHoweverOften() {
        Condition condition = good("1 / (input_tokens - 1200) > 0");
        RuleInput input = Inputs.input(TAGS);
        for (int n = 0; n < 30_000; n++) {
            condition.test(input);
        }
        assertThat(condition.test(input))
                .isEqualTo(new Answer.Failed("at character 3: division by zero"));
    }

    @Test
    void loopsAreCountedBeforeTheyRun() {
        String ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
        String three = ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, a + b + c >= 0)))";
        assertThat(faults(three))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("too much work"));
        assertThat(faults("tags.all(a, tags.all(b, a != b || tags[a] == tags[b]))")).isEmpty();
        assertThat(faults("tags.all(a, tags.all(b, tags.all(c, a + b != c)))")).hasSize(1);
        assertThat(faults("tags.exists(a, a.matches('x') && a.matches('y'))")).hasSize(1);
    }

    @Test
    void loopsThatRunAllTheSameEndSoon() {
        String twenty = "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19]";
        String loop = twenty + ".all(a, " + twenty + ".all(b, a + b >= 0))";

        assertThat(answer(loop))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.why()).contains("more than 256 rounds"));
    }

    @Test
    void anExpressionHasBounds() {
        assertThat(faults("model == '" + "x".repeat(CelConditions.LENGTH_MAX) + "'")).hasSize(1);
        assertThat(faults("(".repeat(200) + "true" + ")".repeat(200))).hasSize(1);
        assertThat(faults("true" + " || true".repeat(400))).hasSize(1);
    }

    @Test
    void twoOfOneTextAreEqual() {
        assertThat(good("true")).isEqualTo(good("true")).hasSameHashCodeAs(good("true"));
        assertThat(good("true")).isNotEqualTo(good("false"));
        assertThat(good("model == 'a'")).hasToString("model == 'a'");
        assertThat(good("model == 'a'").text()).isEqualTo("model == 'a'");
    }
}
