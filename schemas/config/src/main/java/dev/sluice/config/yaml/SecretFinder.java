package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import java.util.ArrayList;
import java.util.List;

/** The secrets of a tree without error. */
final class SecretFinder {

    private final List<LocatedSecret> found = new ArrayList<>();

    private SecretFinder() {}

    static List<LocatedSecret> find(Entries document) {
        SecretFinder finder = new SecretFinder();
        finder.look(document, KnownKeys.DOCUMENT);
        return List.copyOf(finder.found);
    }

    private void look(Tree tree, Shape shape) {
        switch (shape) {
            case Shape.Fields fields when tree instanceof Entries entries ->
                    entries.fields()
                            .forEach(
                                    (name, field) -> look(field.value(), fields.key(name).shape()));
            case Shape.Named named when tree instanceof Entries entries ->
                    entries.maps().values().forEach(entry -> look(entry, named.element()));
            case Shape.Sequence sequence when tree instanceof Tree.Items items ->
                    items.items().forEach(item -> look(item, sequence.element()));
            case Secret(LocatedSecret.Use use) when tree instanceof Tree.Text text ->
                    found.add(
                            new LocatedSecret(
                                    text.path(), text.at(), use, SecretForm.read(text.value())));
            case Shape.Fields _, Shape.Named _, Shape.Sequence _, Scalar _ -> {}
        }
    }
}
