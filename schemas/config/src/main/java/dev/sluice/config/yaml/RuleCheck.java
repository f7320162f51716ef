package dev.sluice.config.yaml;

import dev.sluice.config.cel.CelConditions;
import dev.sluice.config.cel.CelConditions.Fault;
import dev.sluice.config.rule.Variable;
import dev.sluice.config.yaml.Tree.Entries;
import dev.sluice.config.yaml.Tree.Text;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules: each with a name of its own, a condition that compiles, and something to do. */
final class RuleCheck {

    /** All of them are asked about each request that they are for: so they stay few. */
    static final int PER_OWNER_MAX = 64;

    static final int ALL_MAX = 1_000;

    private final Document document;
    private final Findings findings;
    private final Map<String, Text> named = new HashMap<>();
    private final Map<String, Integer> perOwner = new HashMap<>();

    private RuleCheck(Document document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        List<Entries> rules = document.rules();
        if (rules.size() > ALL_MAX) {
            findings.add(rules.get(ALL_MAX), "there are at most " + ALL_MAX + " rules");
            return;
        }
        RuleCheck check = new RuleCheck(document, findings);
        Set<String> owners = rules.isEmpty() ? Set.of() : document.owners();
        rules.forEach(rule -> check.rule(rule, owners));
    }

    private void rule(Entries rule, Set<String> owners) {
        rule.text("name").filter(findings::clean).ifPresent(this::name);
        Optional<Text> owner = rule.text("for").filter(findings::clean);
        owner.ifPresent(
                path -> Reference.check(findings, path, owners, "customer, team or virtual key"));
        int count = perOwner.merge(owner.map(Text::value).orElse(""), 1, Integer::sum);
        if (count == PER_OWNER_MAX + 1) {
            findings.add(
                    rule,
                    "there are at most "
                            + PER_OWNER_MAX
                            + " rules "
                            + owner.map(path -> "for " + path.value()).orElse("without 'for'"));
        }
        rule.text("when").filter(findings::clean).ifPresent(this::condition);
        rule.entries("then").ifPresent(this::action);
    }

    private void name(Text name) {
        Text former = named.putIfAbsent(name.value(), name);
        if (former != null) {
            findings.add(
                    name,
                    Quoted.of(name.value())
                            + " is the name of another rule already, in line "
                            + former.at().line());
        }
    }

    private void condition(Text when) {
        if (CelConditions.read(when.value()) instanceof CelConditions.Reading.Bad(var faults)) {
            faults.forEach(fault -> findings.add(when, words(fault, when)));
        }
    }

    private static String words(Fault fault, Text when) {
        String column = "column " + fault.column() + " of the expression: ";
        boolean oneLine = when.value().strip().indexOf('\n') < 0;
        String where = oneLine ? column : "line " + fault.line() + ", " + column;
        return where + fault.message() + fault.unknown().map(RuleCheck::hint).orElse("");
    }

    private static String hint(String unknown) {
        String near = NearestName.hint(unknown, Variable.words());
        return near.isEmpty() ? "; known here: " + String.join(", ", Variable.words()) : near;
    }

    private void action(Entries then) {
        boolean denies = then.fields().containsKey("deny");
        if (then.fields().isEmpty()) {
            findings.add(then, "says nothing: write deny, route, fallback, priority or cache");
        } else if (denies && then.fields().size() > 1) {
            findings.add(then, "a request that is denied goes nowhere: remove deny, or all else");
        }
        then.text("route").ifPresent(this::model);
        Set<String> route = new HashSet<>();
        then.text("route").map(Text::value).ifPresent(route::add);
        Reference.eachOnce(findings, then.items("fallback"), fallback -> fallback(fallback, route));
    }

    private void fallback(Text model, Set<String> route) {
        if (route.contains(model.value())) {
            findings.add(model, Quoted.of(model.value()) + " is where the rule routes to already");
        } else {
            model(model);
        }
    }

    private void model(Text model) {
        document.declared("models")
                .ifPresent(models -> Reference.check(findings, model, models, "model"));
    }
}
