package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CachePolicy;
import dev.sluice.config.CachePolicy.Requests;
import dev.sluice.config.rule.Inputs;
import dev.sluice.config.rule.Rule;
import dev.sluice.config.rule.Rule.Action;
import dev.sluice.config.rule.Rules;
import dev.sluice.config.rule.Ruling;
import dev.sluice.schemas.record.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Section {@code rules}: what it becomes, and its mistakes. */
final class RulesOfDocumentsTest {

    private static final String AUDIT = "audit: {root_key";

    private static String withRules(String rules) {
        return Documents.sample(AUDIT, "rules:\n" + rules + AUDIT);
    }

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> MISTAKES =
            List.of(
                    rule(
                            "a name that nothing has",
                            "{name: a, when: budget_usd > 5, then: {deny: no}}",
                            "budget_usd",
                            "rules[0].when",
                            "column 1 of the expression: there is no variable or function"
                                    + " 'budget_usd'; did you mean 'budget_used'?"),
                    rule(
                            "a name that is near nothing",
                            "{name: a, when: \"request.model == 'a'\", then: {deny: no}}",
                            "\"request",
                            "rules[0].when",
                            "'request'; known here: model, url, priority"),
                    rule(
                            "a wrong type",
                            "{name: a, when: \"model == 'a' && cost_usd\", then: {deny: no}}",
                            "\"model",
                            "rules[0].when",
                            "column 14 of the expression"),
                    rule(
                            "a wrong line of several",
                            "{name: a, when: \"model == 'a' &&\\n  nodel == 'b'\", then: {deny: no}}",
                            "\"model",
                            "rules[0].when",
                            "line 2, column 3 of the expression"),
                    rule(
                            "no condition",
                            "{name: a, when: '', then: {deny: no}}",
                            "''",
                            "rules[0].when",
                            "1 to 4096 characters"),
                    rule(
                            "nothing to do",
                            "{name: a, when: 'true', then: {}}",
                            "{}",
                            "rules[0].then",
                            "write deny, route, fallback, priority or cache"),
                    rule(
                            "a denial that routes",
                            "{name: a, when: 'true', then: {deny: no, priority: batch}}",
                            "{deny",
                            "rules[0].then",
                            "remove deny, or all else"),
                    rule(
                            "a denial without words",
                            "{name: a, when: 'true', then: {deny: \"\"}}",
                            "\"\"}}",
                            "rules[0].then.deny",
                            "1 to 256 characters"),
                    rule(
                            "a model that is none",
                            "{name: a, when: 'true', then: {route: gpt-4o-mni}}",
                            "gpt-4o-mni",
                            "rules[0].then.route",
                            "did you mean 'gpt-4o-mini'?"),
                    rule(
                            "a fallback that is none",
                            "{name: a, when: 'true', then: {fallback: [gpt-4o-mni]}}",
                            "gpt-4o-mni",
                            "rules[0].then.fallback[0]",
                            "did you mean 'gpt-4o-mini'?"),
                    rule(
                            "a fallback to where it routes",
                            "{name: a, when: 'true', then: {route: gpt-4o-mini, fallback:"
                                    + " [gpt-4o-mini]}}",
                            "gpt-4o-mini]}}",
                            "rules[0].then.fallback[0]",
                            "is where the rule routes to already"),
                    rule(
                            "a priority that is none",
                            "{name: a, when: 'true', then: {priority: low}}",
                            "low",
                            "rules[0].then.priority",
                            "interactive, standard, batch"),
                    rule(
                            "the cache in a word",
                            "{name: a, when: 'true', then: {cache: required}}",
                            "required",
                            "rules[0].then.cache",
                            "must be a map"),
                    rule(
                            "the cache without an age",
                            "{name: a, when: 'true', then: {cache: {requests: any}}}",
                            "{requests: any}",
                            "rules[0].then.cache.max_age",
                            "is missing"),
                    rule(
                            "the cache of more than a week",
                            "{name: a, when: 'true', then: {cache: {max_age: 8d}}}",
                            "8d",
                            "rules[0].then.cache.max_age",
                            "0s to 7d"),
                    rule(
                            "the cache of other requests than there are",
                            "{name: a, when: 'true', then: {cache: {max_age: 1h, requests: all}}}",
                            "all}",
                            "rules[0].then.cache.requests",
                            "deterministic, any"),
                    rule(
                            "the cache with a word that it does not know",
                            "{name: a, when: 'true', then: {cache: {max_agee: 1h}}}",
                            "max_agee",
                            "rules[0].then.cache.max_agee",
                            "did you mean 'max_age'?"),
                    rule(
                            "a denial with an answer",
                            "{name: a, when: 'true', then: {deny: no, cache: {max_age: 1h}}}",
                            "{deny",
                            "rules[0].then",
                            "remove deny, or all else"),
                    rule(
                            "an owner that is none",
                            "{name: a, for: acme/reserch, when: 'true', then: {deny: no}}",
                            "acme/reserch",
                            "rules[0].for",
                            "did you mean 'acme/research'?"),
                    rule(
                            "two of one name",
                            "{name: a, when: 'true', then: {deny: no}}\n"
                                    + "  - {name: a, when: 'false', then: {deny: no}}",
                            "a, when: 'false'",
                            "rules[1].name",
                            "is the name of another rule already, in line 22"));

    private static ErrorCase rule(
            String name, String rule, String mark, String path, String message) {
        return new ErrorCase(
                name, AUDIT, "rules:\n  - " + rule + "\n" + AUDIT, mark, path, message);
    }

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void oneMistakeIsOneErrorAtItsPlace(ErrorCase mistake) {
        mistake.check();
    }

    @Test
    void rulesKeepTheirOrderAndSayWhatIsWritten() {
        String document =
                withRules(
                        """
                          - name: dev-only
                            for: acme/research/demo
                            when: |
                              has(tags.env) && tags.env == "dev"
                                && cost_usd > 1
                            then: {deny: "tags.env=dev may not cost more than 1 USD"}
                          - {name: slow, when: true, then: {priority: batch, route: gpt-4o-mini}}
                        """);
        List<Rule> rules = Documents.valid(document).config().rules();

        assertThat(rules).extracting(Rule::name).containsExactly("dev-only", "slow");
        assertThat(rules.getFirst().owner()).contains("acme/research/demo");
        assertThat(rules.getFirst().when().text()).startsWith("has(tags.env)").contains("\n");
        assertThat(rules.getFirst().then())
                .isEqualTo(new Action.Deny("tags.env=dev may not cost more than 1 USD"));
        assertThat(rules.getLast().owner()).isEmpty();
        assertThat(rules.getLast().then())
                .isEqualTo(
                        new Action.Steer(
                                Optional.of("gpt-4o-mini"),
                                List.of(),
                                Optional.of(Priority.BATCH),
                                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{max_age: 10m}                          | PT10M | DETERMINISTIC",
                "{max_age: 10m, requests: deterministic} | PT10M | DETERMINISTIC",
                "{max_age: 7d, requests: any}            | P7D   | ANY",
                "{max_age: 0s}                           | PT0S  | DETERMINISTIC",
            })
    void aRuleMaySayThatTheCacheIsUsed(String cache, Duration maxAge, Requests requests) {
        String document = withRules("  - {name: save, when: true, then: {cache: " + cache + "}}\n");
        assertThat(Documents.valid(document).config().rules())
                .extracting(Rule::then)
                .containsExactly(
                        new Action.Steer(
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.of(new CachePolicy(maxAge, requests))));
    }

    /** At 85.5 % of the budget. */
    @ParameterizedTest
    @CsvSource({"always, PT1H", "never, none"})
    void whatThePageOffersToCopyDoesWhatItSays(String tag, String maxAge) throws IOException {
        String page = Files.readString(Path.of("../../docs/concepts/rules.md"));
        String copied =
                page.split("```", -1)[3].lines().skip(2).collect(Collectors.joining("\n")) + "\n";
        Rules rules = new Rules(Documents.valid(withRules(copied)).config().rules());

        Ruling.Steered ruling = (Ruling.Steered) rules.judge(Inputs.input(Map.of("cache", tag)));

        assertThat(ruling.cache().map(Ruling.Said::rule).orElse("none"))
                .isEqualTo(maxAge.equals("none") ? "none" : "budget-80");
        assertThat(ruling.cache().map(it -> it.what().maxAge().toString()).orElse("none"))
                .isEqualTo(maxAge);
        assertThat(ruling.priority()).as("not before 90 %").isEmpty();
        assertThat(copied).contains("budget-90", "budget_used > 90", "priority: batch");
    }

    @Test
    void theDocumentInTheTopicHasTheSameRules() {
        ParsedConfig.Valid valid =
                Documents.valid(
                        withRules(
                                "  - {name: a, when: \"model == 'ä\\\"b'\", then: {deny: \"nö, nö\"}}\n"));

        assertThat(Documents.valid(valid.redacted()).config().rules())
                .isEqualTo(valid.config().rules());
    }

    @Test
    void rulesAreFew() {
        assertThat(Documents.errors(withRules(many(RuleCheck.PER_OWNER_MAX, "")))).isEmpty();
        assertThat(Documents.errors(withRules(many(RuleCheck.PER_OWNER_MAX + 1, ""))))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.path()).isEqualTo("rules[64]");
                    assertThat(error.message()).contains("at most 64 rules without 'for'");
                });
        assertThat(Documents.errors(withRules(many(RuleCheck.PER_OWNER_MAX + 2, "for: acme, "))))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("64 rules for acme"));
        assertThat(Documents.errors(withRules(many(RuleCheck.ALL_MAX + 1, ""))))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("at most 1000 rules"));
    }

    private static String many(int count, String owner) {
        return IntStream.range(0, count)
                .mapToObj(n ->
                        "  - {name: r%d, %swhen: true, then: {deny: no}}%n".formatted(n, owner))
                .collect(Collectors.joining());
    }

    @Test
    void withoutRulesThereAreNone() {
        assertThat(Documents.valid(Documents.sample()).config().rules()).isEmpty();
    }
}
