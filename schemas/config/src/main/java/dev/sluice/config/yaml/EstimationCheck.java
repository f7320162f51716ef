package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a model can be counted as its configuration says. */
final class EstimationCheck {

    /** Of these nobody outside knows how they count. */
    private static final Set<String> UNPUBLISHED = Set.of("anthropic", "gemini");

    private final Map<String, Entries> providers;
    private final Findings findings;

    private EstimationCheck(Document document, Findings findings) {
        this.providers = document.providers();
        this.findings = findings;
    }

    static void check(Document document, Findings findings) {
        EstimationCheck check = new EstimationCheck(document, findings);
        document.models().values().stream().filter(findings::clean).forEach(check::model);
    }

    private void model(Entries model) {
        Optional<Tree.Text> estimator = model.text("estimator");
        estimator
                .filter(said -> !said.value().equals("ratio"))
                .flatMap(said -> model.find("ratio_percent"))
                .ifPresent(ratio ->
                        findings.add(ratio, "is for estimator: ratio; leave one of them out"));
        estimator
                .filter(said -> said.value().equals("exact"))
                .ifPresent(said ->
                        type(model)
                                .filter(UNPUBLISHED::contains)
                                .ifPresent(type ->
                                        findings.add(
                                                said,
                                                "is for OpenAI's encodings, and those of "
                                                        + type
                                                        + " are not published: write ratio or bytes")));
    }

    private Optional<String> type(Entries model) {
        return model.text("provider")
                .map(provider -> providers.get(provider.value()))
                .flatMap(provider -> provider.text("type"))
                .map(Tree.Text::value);
    }
}
