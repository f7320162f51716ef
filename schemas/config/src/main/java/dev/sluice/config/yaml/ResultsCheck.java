package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Customers' own topics: one for each, and none that is Sluice's, where a copy would be read as one
 * of its records.
 */
final class ResultsCheck {

    /** Of topics and changelogs that are Sluice's, today or later, and of Kafka's own. */
    private static final List<String> RESERVED =
            List.of("inference.", "ledger.", "audit.", "sluice.", "sluice-", "__");

    private static final Set<String> OWN =
            Stream.concat(Topics.ALL.stream().map(topic -> topic.name()), Stream.of(Topics.SCHEMAS))
                    .map(ResultsCheck::collisionKey)
                    .collect(Collectors.toUnmodifiableSet());

    private final Findings findings;
    private final Map<String, Tree.Text> first = new HashMap<>();

    private ResultsCheck(Findings findings) {
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        ResultsCheck check = new ResultsCheck(findings);
        for (Entries customer : document.customers().values()) {
            customer.entries("results")
                    .flatMap(results -> results.text("topic"))
                    .filter(findings::clean)
                    .ifPresent(check::topic);
        }
    }

    private void topic(Tree.Text topic) {
        reserved(topic.value())
                .ifPresentOrElse(why -> findings.add(topic, why), () -> unique(topic));
    }

    private static Optional<String> reserved(String name) {
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("Kafka takes no topic of this name");
        }
        if (RESERVED.stream().anyMatch(name::startsWith) || OWN.contains(collisionKey(name))) {
            return Optional.of(
                    Quoted.of(name)
                            + " is Sluice's or Kafka's own: a customer's topic has a name that"
                            + " does not begin with "
                            + String.join(", ", RESERVED));
        }
        return Optional.empty();
    }

    private void unique(Tree.Text topic) {
        Tree.Text former = first.putIfAbsent(collisionKey(topic.value()), topic);
        if (former != null) {
            findings.add(
                    topic,
                    Quoted.of(topic.value())
                            + " is the topic of "
                            + former.path()
                            + " in line "
                            + former.at().line()
                            + (former.value().equals(topic.value())
                                    ? ": one customer would see the other's answers"
                                    : " to Kafka, which takes '.' and '_' for the same"));
        }
    }

    /** Two names that differ in these signs only cannot stand on one cluster. */
    private static String collisionKey(String name) {
        return name.replace('_', '.');
    }
}
