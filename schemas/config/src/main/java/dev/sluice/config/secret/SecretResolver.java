package dev.sluice.config.secret;

import dev.sluice.config.SecretRef;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Finds secrets by their references: once, when a role starts. Files are read as Kafka's own
 * FileConfigProvider reads them: properties, UTF-8. Safe for any thread.
 */
public final class SecretResolver {

    /** Larger than any file of secrets: a path to something else by mistake is not read. */
    private static final long FILE_BYTES_MAX = 1024 * 1024;

    private final Map<String, String> environment;

    private SecretResolver(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * @param environment {@code System.getenv()}, or a test's own
     */
    public static SecretResolver of(Map<String, String> environment) {
        return new SecretResolver(environment);
    }

    /**
     * The secret without the space around it; never empty.
     *
     * @throws UnresolvedSecretException where it is not there, or empty
     */
    public String resolve(SecretRef ref) {
        return switch (ref) {
            case SecretRef.Env(String name) -> present(ref, environment.getOrDefault(name, ""));
            case SecretRef.File(String path, String key) ->
                    present(ref, properties(ref, path).getProperty(key, ""));
            case SecretRef.Literal(String value) -> present(ref, value);
            case SecretRef.Removed _ ->
                    throw unresolved(
                            ref,
                            "it was taken out when the document was written to the topic; start"
                                    + " from the file itself, or name a place for the secret in it");
        };
    }

    /** The reference as written in the configuration; of a literal no letter. */
    public static String describe(SecretRef ref) {
        return switch (ref) {
            case SecretRef.Env(String name) -> "${env:" + name + "}";
            case SecretRef.File(String path, String key) -> "${file:" + path + ":" + key + "}";
            case SecretRef.Literal _ -> "a literal (not shown)";
            case SecretRef.Removed _ -> "${removed:literal}";
        };
    }

    private static String present(SecretRef ref, String value) {
        String stripped = value.strip();
        if (stripped.isEmpty()) {
            String what =
                    switch (ref) {
                        case SecretRef.Env _ -> "the environment variable is not set or empty";
                        case SecretRef.File _ -> "the file has no such property or it is empty";
                        case SecretRef.Literal _, SecretRef.Removed _ -> "it is empty";
                    };
            throw unresolved(ref, what);
        }
        return stripped;
    }

    private static Properties properties(SecretRef ref, String path) {
        Properties properties = new Properties();
        try {
            Path file = Path.of(path);
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw unresolved(ref, "the file is larger than " + FILE_BYTES_MAX + " bytes");
            }
            properties.load(new StringReader(Files.readString(file)));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            // The cause is left out on purpose: its message may show a part of the file.
            String what =
                    e instanceof InvalidPathException
                            ? "this is not a path"
                            : "the file is not a properties file in UTF-8";
            throw unresolved(ref, what);
        } catch (IOException e) {
            throw unresolved(ref, "the file cannot be read");
        }
        return properties;
    }

    private static UnresolvedSecretException unresolved(SecretRef ref, String what) {
        return new UnresolvedSecretException("secret " + describe(ref) + ": " + what);
    }
}
