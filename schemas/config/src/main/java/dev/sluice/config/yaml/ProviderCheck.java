package dev.sluice.config.yaml;

import dev.sluice.config.Limit;
import dev.sluice.config.yaml.Document.ProviderKey;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules within one provider: where it is, and which of its keys share a lane. */
final class ProviderCheck {

    private final Findings findings;

    private ProviderCheck(Findings findings) {
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        ProviderCheck check = new ProviderCheck(findings);
        document.providers().values().forEach(check::address);
        document.providers().keySet().forEach(provider -> check.scopes(provider, document));
    }

    private void address(Entries provider) {
        String path = Tree.child(provider.path(), "base_url");
        boolean elsewhere =
                provider.text("type")
                        .map(Tree.Text::value)
                        .filter(type -> !type.equals("echo"))
                        .isPresent();
        if (elsewhere && !provider.fields().containsKey("base_url") && !findings.isMisspelt(path)) {
            findings.add(path, provider.at(), "is missing: where does this provider answer?");
        }
    }

    private void scopes(String provider, Document document) {
        List<Entries> keys =
                document.providerKeys().stream()
                        .filter(key -> key.provider().equals(provider))
                        .map(ProviderKey::tree)
                        .filter(findings::clean)
                        .toList();
        Map<String, Entries> firstOfScope = new HashMap<>();
        for (Entries key : keys) {
            key.text("scope")
                    .map(Tree.Text::value)
                    .ifPresent(scope -> sameLimits(key, scope, firstOfScope));
        }
        keys.forEach(key -> ownScope(key, firstOfScope));
    }

    private void sameLimits(Entries key, String scope, Map<String, Entries> firstOfScope) {
        Entries former = firstOfScope.putIfAbsent(scope, key);
        if (former != null
                && !(limits(former).equals(limits(key)) && groups(former).equals(groups(key)))) {
            findings.add(
                    key.find("limits").orElse(key),
                    "the keys of scope "
                            + Quoted.of(scope)
                            + " share their limits: write the same as in line "
                            + former.find("limits").orElse(former).at().line());
        }
    }

    // A key without a scope has one of its own, named like the key: another key must not slip into
    // it.
    private void ownScope(Entries key, Map<String, Entries> firstOfScope) {
        String id = key.text("id").map(Tree.Text::value).orElse("");
        Entries sharing = firstOfScope.get(id);
        if (sharing != null && key.text("scope").isEmpty()) {
            findings.add(
                    sharing.find("scope").orElse(sharing),
                    Quoted.of(id)
                            + " is the id of a key without scope; if they share their limits, write"
                            + " scope: "
                            + id
                            + " there too, else choose another name");
        }
    }

    /** What a key says of its model groups, by their names. */
    private static Map<String, Set<Object>> groups(Entries key) {
        Map<String, Set<Object>> groups = new HashMap<>();
        Document.groupsOf(key)
                .forEach((id, group) -> {
                    Set<Object> said = new HashSet<>(limits(group));
                    said.addAll(Document.texts(group.items("models")));
                    groups.put(id, said);
                });
        return groups;
    }

    private static Set<Limit> limits(Entries key) {
        Set<Limit> limits = new HashSet<>();
        for (Tree limit : key.items("limits")) {
            limits.add(LimitReader.read((Entries) limit));
        }
        return limits;
    }
}
