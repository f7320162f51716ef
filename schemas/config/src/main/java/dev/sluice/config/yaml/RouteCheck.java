package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import java.util.Map;

/** Where else a model is served, and which models may answer in its place. */
final class RouteCheck {

    private final Document document;
    private final Findings findings;

    private RouteCheck(Document document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        RouteCheck check = new RouteCheck(document, findings);
        for (Map.Entry<String, Entries> model : document.models().entrySet()) {
            check.hosts(model.getValue());
            check.fallbacks(model.getKey(), model.getValue());
        }
    }

    private void hosts(Entries model) {
        String first = model.text("provider").map(Tree.Text::value).orElse("");
        Reference.eachOnce(
                findings,
                Document.names(model.items("also_at"), "provider"),
                host -> host(first, host));
    }

    private void host(String first, Tree.Text host) {
        if (host.value().equals(first)) {
            findings.add(host, Quoted.of(first) + " is the model's provider already");
            return;
        }
        document.declared("providers")
                .ifPresent(all -> Reference.check(findings, host, all, "provider"));
    }

    private void fallbacks(String model, Entries route) {
        Reference.eachOnce(
                findings, route.items("fallback"), fallback -> fallback(model, fallback));
    }

    private void fallback(String model, Tree.Text fallback) {
        if (fallback.value().equals(model)) {
            findings.add(fallback, "a model is no fallback of its own");
            return;
        }
        document.declared("models")
                .ifPresent(all -> Reference.check(findings, fallback, all, "model"));
    }
}
