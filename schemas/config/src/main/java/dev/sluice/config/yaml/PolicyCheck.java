package dev.sluice.config.yaml;

import dev.sluice.config.RequestPolicy;
import dev.sluice.config.yaml.Tree.Entries;

/** Bounds that contradict each other. */
final class PolicyCheck {

    private PolicyCheck() {}

    static void check(Document document, Findings findings) {
        document.root()
                .entries("requests")
                .filter(findings::clean)
                .ifPresent(section -> requests(section, document, findings));
    }

    private static void requests(Entries section, Document document, Findings findings) {
        Known known = new Known(document.root(), KnownKeys.DOCUMENT).map("requests");
        RequestPolicy policy = ConfigBuilder.requests(known);
        if (policy.defaultDeadline().compareTo(policy.deadlineMax()) > 0) {
            findings.add(
                    written(section, "default_deadline", "max_deadline"),
                    "default_deadline "
                            + Amounts.text(policy.defaultDeadline())
                            + " is later than max_deadline "
                            + Amounts.text(policy.deadlineMax()));
        }
        if (policy.attemptsMax() > policy.rotationsMax()) {
            findings.add(
                    written(section, "max_attempts", "max_rotations"),
                    "max_attempts "
                            + policy.attemptsMax()
                            + " is more than max_rotations "
                            + policy.rotationsMax());
        }
    }

    private static Tree written(Entries section, String name, String other) {
        return section.find(name).or(() -> section.find(other)).orElse(section);
    }
}
