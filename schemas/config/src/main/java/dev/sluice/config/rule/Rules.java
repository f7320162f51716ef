package dev.sluice.config.rule;

import dev.sluice.config.rule.Condition.Answer;
import dev.sluice.schemas.record.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a configuration. Each that is for a request's owner is asked, in the document's
 * order, about the request as it came. A denial ends it, wherever it stands; of route, fallback,
 * priority and cache each is said by the first rule that says something about it. Immutable, for
 * any thread.
 */
public final class Rules {

    private static final String EVERYBODY = "";

    private record Placed(int position, Rule rule) {}

    private final Map<String, List<Placed>> byOwner = new HashMap<>();

    public Rules(List<Rule> rules) {
        for (int position = 0; position < rules.size(); position++) {
            Rule rule = rules.get(position);
            byOwner.computeIfAbsent(rule.owner().orElse(EVERYBODY), _ -> new ArrayList<>())
                    .add(new Placed(position, rule));
        }
    }

    public boolean isEmpty() {
        return byOwner.isEmpty();
    }

    /** The first that has no answer ends it: nobody knows what it would have said. */
    public Ruling judge(RuleInput input) {
        Ruling.Steered steered = Ruling.Steered.NOWHERE;
        for (Placed placed : of(input.request().getTenant())) {
            Rule rule = placed.rule();
            switch (rule.when().test(input)) {
                case Answer.No() -> {}
                case Answer.Failed(String why) -> {
                    return new Ruling.Failed(rule.name(), why);
                }
                case Answer.Yes() -> {
                    switch (rule.then()) {
                        case Rule.Action.Deny(String message) -> {
                            return new Ruling.Denied(rule.name(), message);
                        }
                        case Rule.Action.Steer steer -> steered = steered.and(rule, steer);
                    }
                }
            }
        }
        return steered;
    }

    private List<Placed> of(Tenant tenant) {
        String team = tenant.getCustomer() + "/" + tenant.getTeam();
        List<Placed> all = new ArrayList<>(of(EVERYBODY));
        all.addAll(of(tenant.getCustomer()));
        all.addAll(of(team));
        all.addAll(of(team + "/" + tenant.getVirtualKey()));
        all.sort(Comparator.comparingInt(Placed::position));
        return all;
    }

    private List<Placed> of(String owner) {
        return byOwner.getOrDefault(owner, List.of());
    }
}
