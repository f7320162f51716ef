package dev.sluice.config.yaml;

import dev.sluice.config.ModelGroup;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** The model groups of all provider keys. */
    List<Entries> groups() {
        return providerKeys().stream()
                .flatMap(key -> groupsOf(key.tree()).values().stream())
                .toList();
    }

    static SequencedMap<String, Entries> groupsOf(Entries key) {
        return key.entries("groups").map(Entries::maps).orElseGet(LinkedHashMap::new);
    }

    /** Ids of the providers that serve a model, its own first. */
    Set<String> hostsOf(String model) {
        Set<String> hosts = new LinkedHashSet<>();
        Entries route = models().get(model);
        if (route != null) {
            route.text("provider").map(Tree.Text::value).ifPresent(hosts::add);
            names(route.items("also_at"), "provider")
                    .forEach(host -> hosts.add(((Tree.Text) host).value()));
        }
        return hosts;
    }

    /** The group of a key that a model is in. */
    static String groupOf(ProviderKey key, String model) {
        for (Map.Entry<String, Entries> group : groupsOf(key.tree()).entrySet()) {
            if (texts(group.getValue().items("models")).contains(model)) {
                return group.getKey();
            }
        }
        return ModelGroup.OTHERS;
    }

    /** The values of the scalars in a list. */
    static Set<String> texts(List<Tree> items) {
        Set<String> texts = new LinkedHashSet<>();
        for (Tree item : items) {
            if (item instanceof Tree.Text text) {
                texts.add(text.value());
            }
        }
        return texts;
    }

    /** The scalars under {@code name} in the maps of a list. */
    static List<Tree> names(List<Tree> maps, String name) {
        List<Tree> names = new ArrayList<>();
        for (Tree item : maps) {
            if (item instanceof Entries map) {
                map.text(name).ifPresent(names::add);
            }
        }
        return names;
    }

    List<Entries> rules() {
        return root.items("rules").stream()
                .filter(Entries.class::isInstance)
                .map(Entries.class::cast)
                .toList();
    }

    /** Customers, teams and virtual keys by their paths, as limits are named. */
    Set<String> owners() {
        Set<String> owners = new HashSet<>();
        customers()
                .forEach((customer, tree) -> {
                    owners.add(customer);
                    tree.entries("teams")
                            .map(Entries::maps)
                            .ifPresent(teams ->
                                    teams.forEach((id, team) -> {
                                        String path = customer + "/" + id;
                                        owners.add(path);
                                        names(team.items("keys"), "id")
                                                .forEach(key ->
                                                        owners.add(
                                                                path
                                                                        + "/"
                                                                        + ((Tree.Text) key)
                                                                                .value()));
                                    }));
                });
        return owners;
    }

    SequencedMap<String, Entries> pools() {
        return section("pools");
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
