package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import dev.sluice.config.yaml.Tree.Field;
import java.util.Set;

/** What one entry names must stand in another. */
final class ReferenceCheck {

    private final Document document;
    private final Findings findings;

    private ReferenceCheck(Document document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        ReferenceCheck check = new ReferenceCheck(document, findings);
        document.declared("providers").ifPresent(check::providersOfModels);
        document.declared("prices").ifPresent(check::pricesOfModels);
        document.virtualKeys().forEach(check::modelsOfKey);
    }

    private void providersOfModels(Set<String> providers) {
        for (Entries model : document.models().values()) {
            model.text("provider")
                    .ifPresent(
                            provider -> Reference.check(findings, provider, providers, "provider"));
        }
    }

    // At the model's own key, since what is missing has no place.
    private void pricesOfModels(Set<String> prices) {
        for (String name : document.models().keySet()) {
            if (!prices.contains(name)) {
                Field model = document.root().entries("models").orElseThrow().field(name);
                findings.add(
                        model.value().path(),
                        model.at(),
                        "has no price: add "
                                + Tree.child("prices", name)
                                + NearestName.hint(name, prices));
            }
        }
    }

    private void modelsOfKey(Entries key) {
        Reference.eachOnce(
                findings,
                key.items("models"),
                model ->
                        document.declared("models")
                                .ifPresent(models ->
                                        Reference.check(findings, model, models, "model")));
    }
}
