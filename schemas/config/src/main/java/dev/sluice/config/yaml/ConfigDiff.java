package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import dev.sluice.config.yaml.Tree.Items;
import dev.sluice.config.yaml.Tree.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/** What two documents say differently: their layout and order do not count. */
public final class ConfigDiff {

    private ConfigDiff() {}

    /**
     * One difference.
     *
     * @param path such as {@code customers.acme.limits}; elements of lists by their id where they
     *     have one
     * @param before empty where it was not there
     * @param after empty where it is not there any more
     */
    public record Change(String path, Optional<String> before, Optional<String> after) {}

    /**
     * In the order of their paths.
     *
     * @param before a document as it stands in {@code sluice.config}: without secrets
     */
    public static List<Change> between(String before, String after) {
        SequencedMap<String, String> old = flat(before);
        SequencedMap<String, String> now = flat(after);
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<String> was = Optional.ofNullable(old.get(path));
            Optional<String> is = Optional.ofNullable(now.get(path));
            if (!was.equals(is)) {
                changes.add(new Change(path, was, is));
            }
        }
        return changes;
    }

    private static SequencedMap<String, String> flat(String yaml) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        TreeReader.read(yaml, new Findings()).ifPresent(tree -> flatten("", tree, values));
        return values;
    }

    private static void flatten(String path, Tree tree, SequencedMap<String, String> into) {
        switch (tree) {
            case Text text -> into.put(path, text.value());
            case Entries entries ->
                    entries.fields()
                            .forEach((name, field) ->
                                    flatten(Tree.child(path, name), field.value(), into));
            case Items items -> items(path, items, into);
        }
    }

    /** Without ids they are a set: what differs in any way is another one. */
    private static void items(String path, Items items, SequencedMap<String, String> into) {
        for (Tree item : items.items()) {
            Optional<String> id =
                    item instanceof Entries entries
                            ? entries.text("id").map(Text::value)
                            : Optional.empty();
            if (id.isPresent()) {
                flatten(path + "[" + id.get() + "]", item, into);
            } else {
                String words = words(item);
                into.put(path + "[" + words + "]", words);
            }
        }
    }

    private static String words(Tree tree) {
        return switch (tree) {
            case Text text -> text.value();
            case Entries entries -> {
                List<String> fields = new ArrayList<>();
                entries.fields()
                        .forEach((name, field) -> fields.add(name + ": " + words(field.value())));
                yield "{" + String.join(", ", fields) + "}";
            }
            case Items items -> {
                List<String> each = items.items().stream().map(ConfigDiff::words).toList();
                yield "[" + String.join(", ", each) + "]";
            }
        };
    }
}
