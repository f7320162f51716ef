package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Document.ProviderKey;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Model groups of provider keys: models that are served there, each in one group of a key. */
final class GroupCheck {

    private final Document document;
    private final Findings findings;

    private GroupCheck(Document document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        GroupCheck check = new GroupCheck(document, findings);
        document.providerKeys().forEach(check::groups);
    }

    private void groups(ProviderKey key) {
        Map<String, Tree.Text> groupOf = new HashMap<>();
        for (Entries group : Document.groupsOf(key.tree()).values()) {
            Reference.eachOnce(
                    findings, group.items("models"), model -> model(key, model, groupOf));
        }
    }

    private void model(ProviderKey key, Tree.Text model, Map<String, Tree.Text> groupOf) {
        document.declared("models")
                .ifPresent(models -> Reference.check(findings, model, models, "model"));
        if (!findings.clean(model)) {
            return;
        }
        Set<String> hosts = document.hostsOf(model.value());
        if (!hosts.contains(key.provider())) {
            findings.add(
                    model,
                    Quoted.of(model.value())
                            + " is served at "
                            + String.join(", ", hosts)
                            + ", not at "
                            + key.provider());
            return;
        }
        Tree.Text former = groupOf.putIfAbsent(model.value(), model);
        if (former != null) {
            findings.add(
                    model,
                    Quoted.of(model.value())
                            + " is in another group of this key already, in line "
                            + former.at().line());
        }
    }
}
