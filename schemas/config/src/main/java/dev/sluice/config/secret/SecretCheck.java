package dev.sluice.config.secret;

import dev.sluice.config.yaml.ConfigError;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which secrets of a document cannot be resolved here, with their places in it. */
public final class SecretCheck {

    private SecretCheck() {}

    /** One error for each secret of the document, whoever needs it. */
    public static List<ConfigError> unresolved(ParsedConfig.Valid config, SecretResolver resolver) {
        return unresolved(config, resolver, EnumSet.allOf(LocatedSecret.Use.class));
    }

    /**
     * One error for each, in the order of the document; reads the environment and files now.
     *
     * @param uses what this process needs: a secret of another role need not be here
     */
    public static List<ConfigError> unresolved(
            ParsedConfig.Valid config, SecretResolver resolver, Set<LocatedSecret.Use> uses) {
        List<ConfigError> errors = new ArrayList<>();
        for (LocatedSecret secret : config.secrets()) {
            if (uses.contains(secret.use())) {
                try {
                    String _ = resolver.resolve(secret.secret());
                } catch (UnresolvedSecretException e) {
                    errors.add(error(secret, String.valueOf(e.getMessage())));
                }
            }
        }
        return List.copyOf(errors);
    }

    private static ConfigError error(LocatedSecret secret, String message) {
        return new ConfigError(secret.path(), secret.at().line(), secret.at().column(), message);
    }
}
