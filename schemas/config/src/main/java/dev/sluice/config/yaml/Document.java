package dev.sluice.config.yaml;

import dev.sluice.config.yaml.Tree.Entries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A document by what stands in it, for checks between entries. Tolerant: it leaves out what has
 * another kind than it should, since that was found already.
 */
record Document(Entries root) {

    /** A provider key under its provider. */
    record ProviderKey(String provider, Entries tree) {}

    SequencedMap<String, Entries> providers() {
        return section("providers");
    }

    SequencedMap<String, Entries> models() {
        return section("models");
    }

    SequencedMap<String, Entries> customers() {
        return section("customers");
    }

    List<ProviderKey> providerKeys() {
        List<ProviderKey> keys = new ArrayList<>();
        for (Map.Entry<String, Entries> provider : providers().entrySet()) {
            for (Tree key : provider.getValue().items("keys")) {
                if (key instanceof Entries map) {
                    keys.add(new ProviderKey(provider.getKey(), map));
                }
            }
        }
        return keys;
    }

    List<Entries> teams() {
        return customers().values().stream()
                .flatMap(customer -> customer.entries("teams").stream())
                .flatMap(teams -> teams.maps().values().stream())
                .toList();
    }

    List<Entries> virtualKeys() {
        return teams().stream()
                .flatMap(team -> team.items("keys").stream())
                .filter(Entries.class::isInstance)
                .map(Entries.class::cast)
                .toList();
    }

    /**
     * The names that a section declares, also of entries that are wrong inside; empty where there
     * is no such section, or nothing in it, which was found already.
     */
    Optional<Set<String>> declared(String section) {
        return root.entries(section)
                .map(entries -> entries.fields().keySet())
                .filter(names -> !names.isEmpty());
    }

    private SequencedMap<String, Entries> section(String name) {
        return root.entries(name).map(Entries::maps).orElseGet(LinkedHashMap::new);
    }
}
