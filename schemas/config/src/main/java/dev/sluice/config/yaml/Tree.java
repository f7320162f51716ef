package dev.sluice.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A document's values, each with its path and place. */
sealed interface Tree {

    String path();

    Position at();

    /** What kind of value it is, for messages. */
    String kind();

    /** How a scalar is written. Only a plain one can be nothing. */
    enum Style {
        PLAIN,
        QUOTED
    }

    record Text(String path, Position at, String value, Style style) implements Tree {
        boolean isNothing() {
            return style == Style.PLAIN
                    && (value.isEmpty() || value.equals("~") || value.equals("null"));
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a single value";
        }

        // The value may be a secret.
        @Override
        public String toString() {
            return "Text[" + path + "]";
        }
    }

    record Items(String path, Position at, List<Tree> items) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Entries(String path, Position at, SequencedMap<String, Field> fields) implements Tree {
        public Entries {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        Optional<Tree> find(String name) {
            return Optional.ofNullable(fields.get(name)).map(Field::value);
        }

        /**
         * The key and value under a name that is there.
         *
         * @throws java.util.NoSuchElementException where it is not
         */
        Field field(String name) {
            return Optional.ofNullable(fields.get(name)).orElseThrow();
        }

        /** The scalar under {@code name}; empty where there is none, or something else. */
        Optional<Text> text(String name) {
            return find(name).filter(Text.class::isInstance).map(Text.class::cast);
        }

        /** The map under {@code name}; empty where there is none, or something else. */
        Optional<Entries> entries(String name) {
            return find(name).filter(Entries.class::isInstance).map(Entries.class::cast);
        }

        /** The elements of the list under {@code name}; none where there is no list. */
        List<Tree> items(String name) {
            return find(name).orElse(this) instanceof Items(_, _, List<Tree> items)
                    ? items
                    : List.of();
        }

        /** The maps under this one, by name. */
        SequencedMap<String, Entries> maps() {
            SequencedMap<String, Entries> maps = new LinkedHashMap<>();
            for (Map.Entry<String, Field> field : fields.entrySet()) {
                if (field.getValue().value() instanceof Entries map) {
                    maps.put(field.getKey(), map);
                }
            }
            return maps;
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /**
     * A value under a key.
     *
     * @param at where the key stands
     */
    record Field(Position at, Tree value) {}

    /**
     * The path of a key below {@code path}; a name with a dot is put in brackets so that paths stay
     * unique.
     */
    static String child(String path, String name) {
        boolean simple = name.matches("[A-Za-z0-9_-]+");
        String step = simple ? "." + name : "[\"" + name + "\"]";
        return path.isEmpty() && simple ? name : path + step;
    }
}
