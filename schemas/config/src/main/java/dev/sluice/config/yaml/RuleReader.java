package dev.sluice.config.yaml;

import dev.sluice.config.cel.CelConditions;
import dev.sluice.config.rule.Condition;
import dev.sluice.config.rule.Rule;
import dev.sluice.schemas.record.Priority;
import java.util.List;
import java.util.Locale;

/** The rules of a document without error. */
final class RuleReader {

    private RuleReader() {}

    static List<Rule> rules(Known document) {
        return document.list("rules").stream().map(RuleReader::rule).toList();
    }

    private static Rule rule(Known rule) {
        return new Rule(
                rule.text("name"),
                rule.find("for"),
                condition(rule.text("when")),
                action(rule.map("then")));
    }

    private static Condition condition(String text) {
        return switch (CelConditions.read(text)) {
            case CelConditions.Reading.Good(Condition condition) -> condition;
            case CelConditions.Reading.Bad bad ->
                    throw new IllegalStateException("not checked: " + bad.faults());
        };
    }

    private static Rule.Action action(Known then) {
        if (then.has("deny")) {
            return new Rule.Action.Deny(then.text("deny"));
        }
        return new Rule.Action.Steer(
                then.find("route"),
                then.words("fallback"),
                then.find("priority").map(word -> Priority.valueOf(word.toUpperCase(Locale.ROOT))),
                ConfigBuilder.cache(then));
    }
}
