package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Shape.Fields;
import dev.sluice.config.yaml.Shape.Named;
import dev.sluice.config.yaml.Shape.Presence;
import dev.sluice.config.yaml.Shape.Sequence;
import dev.sluice.config.yaml.Tree.Entries;
import dev.sluice.config.yaml.Tree.Field;
import java.util.Map;
import java.util.Optional;

/**
 * Holds each value against its place in the list of known keys: unknown, missing, wrong type, unit
 * or bounds.
 */
final class ShapeCheck {

    private final Findings findings;

    private ShapeCheck(Findings findings) {
        this.findings = findings;
    }

    static void check(Entries document, Findings findings) {
        new ShapeCheck(findings).fields(document, KnownKeys.DOCUMENT);
    }

    private void value(Tree tree, Shape shape) {
        switch (shape) {
            case Fields fields when tree instanceof Entries entries -> fields(entries, fields);
            case Named named when tree instanceof Entries entries -> named(entries, named);
            case Sequence sequence when tree instanceof Tree.Items items ->
                    sequence(items, sequence);
            case Scalar scalar when tree instanceof Tree.Text text && !text.isNothing() ->
                    scalar.fault(text.value()).ifPresent(fault -> findings.add(text, fault));
            case Fields _, Named _, Sequence _, Scalar _ ->
                    findings.add(tree, "must be a " + shape.type() + ", not " + tree.kind());
        }
    }

    private void fields(Entries entries, Fields shape) {
        for (Map.Entry<String, Field> field : entries.fields().entrySet()) {
            if (shape.names().contains(field.getKey())) {
                value(field.getValue().value(), shape.key(field.getKey()).shape());
            } else {
                unknown(entries, field.getKey(), field.getValue(), shape);
            }
        }
        for (Shape.Key key : shape.keys()) {
            String path = Tree.child(entries.path(), key.name());
            if (key.presence() instanceof Presence.Required
                    && !entries.fields().containsKey(key.name())
                    && !findings.isMisspelt(path)) {
                findings.add(path, entries.at(), "is missing");
            }
        }
    }

    private void unknown(Entries entries, String name, Field field, Fields shape) {
        Optional<String> meant = NearestName.of(name, shape.names());
        meant.filter(near -> !entries.fields().containsKey(near))
                .ifPresent(near -> findings.misspelt(Tree.child(entries.path(), near)));
        String hint =
                meant.map(near -> "; did you mean '" + near + "'?")
                        .orElse("; known here: " + String.join(", ", shape.names()));
        findings.add(field.value().path(), field.at(), "is not a known key" + hint);
    }

    private void named(Entries entries, Named shape) {
        if (entries.fields().size() < shape.sizeMin()) {
            findings.add(entries, "must have at least one entry");
        }
        entries.fields()
                .forEach((name, field) -> {
                    shape.rule()
                            .fault(name)
                            .ifPresent(
                                    fault -> findings.add(field.value().path(), field.at(), fault));
                    value(field.value(), shape.element());
                });
    }

    private void sequence(Tree.Items items, Sequence shape) {
        if (items.items().size() < shape.sizeMin()) {
            findings.add(items, "must have at least one element");
        }
        items.items().forEach(item -> value(item, shape.element()));
    }
}
