package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Document.ProviderKey;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One id, one thing: provider keys within their provider; virtual keys in the whole document, since
 * the doors look them up by nothing but their id.
 */
final class IdentityCheck {

    private final Findings findings;
    private final Map<String, Tree.Text> first = new HashMap<>();

    private IdentityCheck(Findings findings) {
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        IdentityCheck providerKeys = new IdentityCheck(findings);
        for (ProviderKey key : document.providerKeys()) {
            providerKeys.one(key.tree(), key.provider() + "/");
        }
        IdentityCheck virtualKeys = new IdentityCheck(findings);
        List<Entries> keys = document.virtualKeys();
        keys.forEach(key -> virtualKeys.one(key, ""));
    }

    private void one(Entries key, String within) {
        key.text("id").filter(findings::clean).ifPresent(id -> one(id, within));
    }

    private void one(Tree.Text id, String within) {
        Tree.Text former = first.putIfAbsent(within + id.value(), id);
        if (former != null) {
            findings.add(
                    id,
                    Quoted.of(id.value())
                            + " is already the id of "
                            + former.path().replaceFirst("\\.id$", "")
                            + " in line "
                            + former.at().line());
        }
    }
}
