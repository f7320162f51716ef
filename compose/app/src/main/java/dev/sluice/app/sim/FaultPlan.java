package dev.sluice.app.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that were asked for and not yet had. Shared by all connections, so it locks. */
final class FaultPlan {

    /** More rules than any test needs; one more is refused. */
    private static final int RULES_MAX = 10_000;

    private final List<FaultRule> rules = new ArrayList<>();

    synchronized void add(FaultRule rule) {
        if (rules.size() >= RULES_MAX) {
            throw new IllegalStateException("more than " + RULES_MAX + " faults are planned");
        }
        rules.add(rule);
    }

    synchronized void clear() {
        rules.clear();
    }

    /** The fault of this call, and one call less of its rule: the first that fits. */
    synchronized Optional<Fault> next(String key) {
        for (int i = 0; i < rules.size(); i++) {
            FaultRule rule = rules.get(i);
            if (rule.key().isEmpty() || rule.key().get().equals(key)) {
                countDown(i, rule);
                return Optional.of(rule.fault());
            }
        }
        return Optional.empty();
    }

    private void countDown(int index, FaultRule rule) {
        if (rule.count() == 1) {
            rules.remove(index);
        } else {
            rules.set(index, new FaultRule(rule.key(), rule.fault(), rule.count() - 1));
        }
    }
}
