package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.config.yaml.ConfigDiff;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.record.ConfigDocument;
import java.util.List;
import java.util.Optional;

/**
 * What a file changes of the configuration in force.
 *
 * @param version in force; 0: none
 */
record ConfigChanges(long version, List<ConfigDiff.Change> changes) {

    private static final int VALUE_CHARS_MAX = 60;

    static ConfigChanges of(ParsedConfig.Valid file, ClusterLink cluster) {
        return of(file, cluster.configHistory());
    }

    static ConfigChanges of(ParsedConfig.Valid file, ConfigDocuments documents) {
        Optional<ConfigDocument> newest = documents.newest();
        return new ConfigChanges(
                newest.map(ConfigDocument::getVersion).orElse(0L),
                ConfigDiff.between(
                        newest.map(ConfigDocument::getDocument).orElse(""), file.redacted()));
    }

    /** One for each difference: {@code +} new, {@code -} gone, {@code ~} another value. */
    List<String> lines() {
        return changes.stream().map(ConfigChanges::line).toList();
    }

    private static String line(ConfigDiff.Change change) {
        String path = change.path();
        if (change.before().isEmpty()) {
            return "+ " + path + value(path, change.after());
        }
        if (change.after().isEmpty()) {
            return "- " + path + value(path, change.before());
        }
        return "~ %s: %s -> %s"
                .formatted(path, cut(change.before().get()), cut(change.after().get()));
    }

    /** An element without an id is its own value. */
    private static String value(String path, Optional<String> value) {
        String text = value.orElse("");
        return path.endsWith("[" + text + "]") ? "" : ": " + cut(text);
    }

    private static String cut(String text) {
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
    }
}
