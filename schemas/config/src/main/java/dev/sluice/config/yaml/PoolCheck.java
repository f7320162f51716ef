package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Pools: of lanes that there are, each in one, and none that cuts a model's providers apart. */
final class PoolCheck {

    private final Document document;
    private final Findings findings;
    private final Map<String, String> poolOf = new HashMap<>();

    private PoolCheck(Document document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        PoolCheck check = new PoolCheck(document, findings);
        document.pools().forEach(check::pool);
        if (findings.clean(document.root())) {
            document.models().forEach(check::together);
        }
    }

    private void pool(String id, Entries pool) {
        if (document.providers().containsKey(id)) {
            findings.add(
                    pool.path(),
                    document.root().entries("pools").orElseThrow().field(id).at(),
                    "is a provider's id, which has a pool of that name: choose another");
        }
        pool.items("members").forEach(member -> member(id, member));
    }

    private void member(String pool, Tree item) {
        if (!(item instanceof Entries member) || !findings.clean(member)) {
            return;
        }
        document.declared("providers")
                .ifPresent(all ->
                        member.text("provider")
                                .ifPresent(
                                        name -> Reference.check(findings, name, all, "provider")));
        if (findings.clean(member)) {
            member.text("group").ifPresent(group -> group(member, group));
        }
        String former = poolOf.putIfAbsent(name(member), pool);
        if (former != null) {
            findings.add(member, "is in the pool " + former + " already");
        }
    }

    private void group(Entries member, Tree.Text group) {
        String provider = member.text("provider").orElseThrow().value();
        Set<String> groups =
                document.providerKeys().stream()
                        .filter(key -> key.provider().equals(provider))
                        .flatMap(key -> Document.groupsOf(key.tree()).keySet().stream())
                        .collect(Collectors.toSet());
        Reference.check(findings, group, groups, "group of " + provider);
    }

    /** Requests wait in one pool: what serves a model must be in it. */
    private void together(String name, Entries model) {
        Set<String> pools = new HashSet<>();
        for (String host : document.hostsOf(name)) {
            for (Document.ProviderKey key : document.providerKeys()) {
                if (key.provider().equals(host)) {
                    pools.add(poolOf(host, Document.groupOf(key, name)));
                }
            }
        }
        if (pools.size() > 1) {
            findings.add(
                    model.path(),
                    model.at(),
                    "is served in the pools "
                            + pools.stream().sorted().collect(Collectors.joining(", "))
                            + ": put what serves it into one");
        }
    }

    private String poolOf(String provider, String group) {
        String whole = poolOf.getOrDefault(provider, provider);
        return poolOf.getOrDefault(provider + '/' + group, whole);
    }

    private static String name(Entries member) {
        String provider = member.text("provider").map(Tree.Text::value).orElse("");
        return member.text("group").map(group -> provider + '/' + group.value()).orElse(provider);
    }
}
