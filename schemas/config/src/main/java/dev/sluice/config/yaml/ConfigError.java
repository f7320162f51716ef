package dev.sluice.config.yaml;

/**
 * One thing that is wrong with a document, or that it should be warned of. The message never quotes
 * a secret.
 *
 * @param path such as {@code providers.sim.keys[0].secret}; empty where it concerns the whole
 *     document
 * @param line counts from 1
 * @param column counts from 1
 */
public record ConfigError(String path, int line, int column, String message) {

    static ConfigError at(String path, Position at, String message) {
        return new ConfigError(path, at.line(), at.column(), message);
    }

    /** One line in the form that editors and terminals jump to: {@code file:line:column: …}. */
    public String in(String source) {
        String where = source + ":" + line + ":" + column + ": ";
        return path.isEmpty() ? where + message : where + path + ": " + message;
    }
}
