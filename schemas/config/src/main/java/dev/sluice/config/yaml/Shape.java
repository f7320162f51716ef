package dev.sluice.config.yaml;

import java.util.List;

/** What a place in the document takes. */
sealed interface Shape permits Shape.Fields, Shape.Named, Shape.Sequence, Scalar {

    /** As the reference names it. */
    String type();

    /** A map with fixed keys. */
    record Fields(List<Key> keys) implements Shape {
        public Fields {
            keys = List.copyOf(keys);
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }

        /**
         * @throws IllegalArgumentException where the list of known keys does not have it
         */
        Key key(String name) {
            return keys.stream()
                    .filter(key -> key.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no known key " + name));
        }

        @Override
        public String type() {
            return "map";
        }
    }

    /** A map from names that the document chooses to maps of one form. */
    record Named(NameRule rule, int sizeMin, Fields element) implements Shape {
        @Override
        public String type() {
            return "map by name";
        }
    }

    /** A list of values of one form. */
    record Sequence(int sizeMin, Shape element) implements Shape {
        @Override
        public String type() {
            return "list";
        }
    }

    /** A key of a map, and what it takes. */
    record Key(String name, Presence presence, Shape shape) {}

    /** Whether a key must be written. */
    sealed interface Presence {
        /** Without it nothing starts. */
        record Required() implements Presence {}

        /** Without it there is none. */
        record MayBeLeftOut() implements Presence {}

        /** Without it this text counts as written. */
        record Default(String text) implements Presence {}
    }
}
