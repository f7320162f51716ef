package dev.sluice.config.yaml;

import dev.sluice.config.Window;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which keys of a limit go together, and which limits stand where. */
final class LimitCheck {

    private static final List<String> AMOUNTS =
            List.of("requests", "tokens", "input_tokens", "output_tokens", "concurrent", "usd");

    /** Provider keys have no limit of these. */
    private static final List<String> OF_TENANTS = List.of("input_tokens", "output_tokens", "usd");

    /** What says how a window lies in time. */
    private static final List<String> WINDOW = List.of("per", "window", "timezone");

    /** Whose limits they are. */
    private enum Owner {
        /** Kept by a token bucket, as providers do. */
        PROVIDER_KEY,
        /** Kept by rolling windows, or those of a calendar. */
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
        if (owner == Owner.PROVIDER_KEY && OF_TENANTS.contains(amount)) {
            String instead = amount.equals("usd") ? "" : ": write tokens, in and out together";
            return Optional.of(
                    amount
                            + " is for virtual keys, teams and customers, not for provider keys"
                            + instead);
        }
        boolean bucket = amount.equals("requests") || amount.equals("tokens");
        if (limit.fields().containsKey("burst") && (!bucket || owner == Owner.TENANT)) {
            return Optional.of("burst is for requests and tokens of a provider key: remove it");
        }
        return amount.equals("concurrent") ? noWindow(limit) : window(limit, amount, owner);
    }

    private static Optional<String> noWindow(Entries limit) {
        return WINDOW.stream()
                .filter(limit.fields()::containsKey)
                .findFirst()
                .map(key -> "concurrent has no window: remove " + key);
    }

    private static Optional<String> window(Entries limit, String amount, Owner owner) {
        Optional<Window> per = limit.text("per").map(Tree.Text::value).flatMap(Window::parse);
        if (per.isEmpty()) {
            return Optional.of(amount + " needs a window, such as per: 1m");
        }
        boolean calendar =
                limit.text("window").filter(text -> text.value().equals("calendar")).isPresent();
        if (!calendar) {
            return limit.fields().containsKey("timezone")
                    ? Optional.of("timezone is for window: calendar: remove it, or add that")
                    : Optional.empty();
        }
        if (owner == Owner.PROVIDER_KEY) {
            return Optional.of(
                    "window: calendar is for virtual keys, teams and customers,"
                            + " not for provider keys: remove it");
        }
        return per.get().fitsCalendar()
                ? Optional.empty()
                : Optional.of(
                        "a calendar window is 1m, 1h, 1d, 1w, 1M or 1Y, not "
                                + per.get()
                                + ": change per, or remove window: calendar");
    }
}
