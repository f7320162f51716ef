package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which keys of a limit go together, and which limits stand where. */
final class LimitCheck {

    private static final List<String> AMOUNTS = List.of("requests", "tokens", "concurrent", "usd");

    /** Whose limits they are. */
    private enum Owner {
        /** Kept by a token bucket, as providers do. */
        PROVIDER_KEY,
        /** Kept by rolling windows. */
        TENANT
    }

    private final Findings findings;

    private LimitCheck(Findings findings) {
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        LimitCheck check = new LimitCheck(findings);
        document.providerKeys().forEach(key -> check.limits(key.tree(), Owner.PROVIDER_KEY));
        document.groups().forEach(group -> check.limits(group, Owner.PROVIDER_KEY));
        document.customers().values().forEach(customer -> check.limits(customer, Owner.TENANT));
        document.teams().forEach(team -> check.limits(team, Owner.TENANT));
        document.virtualKeys().forEach(key -> check.limits(key, Owner.TENANT));
    }

    private void limits(Entries owner, Owner kind) {
        Map<String, Tree> names = new HashMap<>();
        for (Tree item : owner.items("limits")) {
            if (item instanceof Entries limit && findings.clean(limit)) {
                Optional<String> fault = fault(limit, kind);
                fault.ifPresentOrElse(
                        message -> findings.add(limit, message), () -> once(limit, names));
            }
        }
    }

    private void once(Entries limit, Map<String, Tree> names) {
        String name = LimitReader.read(limit).name();
        Tree former = names.putIfAbsent(name, limit);
        if (former != null) {
            findings.add(limit, "limits " + name + " again, first in line " + former.at().line());
        }
    }

    private static Optional<String> fault(Entries limit, Owner owner) {
        List<String> amounts = AMOUNTS.stream().filter(limit.fields()::containsKey).toList();
        if (amounts.size() != 1) {
            return Optional.of(
                    amounts.isEmpty()
                            ? "must name one of " + String.join(", ", AMOUNTS)
                            : "names "
                                    + String.join(" and ", amounts)
                                    + "; write a limit for each");
        }
        return fault(limit, amounts.getFirst(), owner);
    }

    private static Optional<String> fault(Entries limit, String amount, Owner owner) {
        boolean windowed = !amount.equals("concurrent");
        if (windowed != limit.fields().containsKey("per")) {
            return Optional.of(
                    windowed
                            ? amount + " needs a window, such as per: 1m"
                            : "concurrent has no window: remove per");
        }
        boolean bucket = amount.equals("requests") || amount.equals("tokens");
        if (limit.fields().containsKey("burst") && (!bucket || owner == Owner.TENANT)) {
            return Optional.of("burst is for requests and tokens of a provider key: remove it");
        }
        return amount.equals("usd") && owner == Owner.PROVIDER_KEY
                ? Optional.of("usd is for virtual keys, teams and customers, not for provider keys")
                : Optional.empty();
    }
}
