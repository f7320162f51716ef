package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Shape.Fields;
import dev.sluice.config.yaml.Shape.Named;
import dev.sluice.config.yaml.Shape.Presence;
import dev.sluice.config.yaml.Shape.Sequence;
import dev.sluice.config.yaml.Tree.Entries;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A map of a tree without error, read by its known keys with their defaults. A key that is not in
 * the list cannot be read: so none can be missing there.
 */
record Known(Entries tree, Fields shape) {

    boolean has(String name) {
        return tree.fields().containsKey(shape.key(name).name());
    }

    Optional<String> find(String name) {
        Optional<String> written = tree.text(name).map(Tree.Text::value);
        return switch (shape.key(name).presence()) {
            case Presence.Default(String text) -> Optional.of(written.orElse(text));
            case Presence.Required _, Presence.MayBeLeftOut _ -> written;
        };
    }

    String text(String name) {
        return find(name)
                .orElseThrow(() -> new NoSuchElementException(Tree.child(tree.path(), name)));
    }

    long whole(String name) {
        return Amounts.whole(text(name)).orElseThrow();
    }

    int number(String name) {
        return Math.toIntExact(whole(name));
    }

    int bytes(String name) {
        return Math.toIntExact(size(name));
    }

    long size(String name) {
        return Amounts.size(text(name)).orElseThrow();
    }

    Duration duration(String name) {
        return Amounts.duration(text(name)).orElseThrow();
    }

    BigDecimal usd(String name) {
        return Amounts.decimal(text(name)).orElseThrow();
    }

    /** The map under {@code name}; one without entries where it was left out. */
    Known map(String name) {
        if (!(shape.key(name).shape() instanceof Fields fields)) {
            throw new IllegalArgumentException(name + " is not a map");
        }
        Entries none = new Entries(tree.path(), tree.at(), new LinkedHashMap<>());
        return new Known(tree.entries(name).orElse(none), fields);
    }

    /** The maps under {@code name} by the names that the document chose, in its order. */
    SequencedMap<String, Known> maps(String name) {
        if (!(shape.key(name).shape() instanceof Named named)) {
            throw new IllegalArgumentException(name + " is not a map by name");
        }
        SequencedMap<String, Known> maps = new LinkedHashMap<>();
        tree.entries(name)
                .ifPresent(all ->
                        all.maps()
                                .forEach((id, map) ->
                                        maps.put(id, new Known(map, named.element()))));
        return maps;
    }

    /** The maps in the list under {@code name}. */
    List<Known> list(String name) {
        if (!(shape.key(name).shape() instanceof Sequence(_, Fields element))) {
            throw new IllegalArgumentException(name + " is not a list of maps");
        }
        return tree.items(name).stream()
                .filter(Entries.class::isInstance)
                .map(item -> new Known((Entries) item, element))
                .toList();
    }

    /** The single values in the list under {@code name}. */
    List<String> words(String name) {
        return tree.items(name).stream()
                .filter(Tree.Text.class::isInstance)
                .map(item -> ((Tree.Text) item).value())
                .toList();
    }
}
