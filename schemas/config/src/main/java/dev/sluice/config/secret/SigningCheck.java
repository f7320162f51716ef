package dev.sluice.config.secret;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.KeySecret;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.config.yaml.ConfigError;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the signing root opens the signing keys of a document. */
public final class SigningCheck {

    private static final int NAMES_MAX = 3;

    private SigningCheck() {}

    /**
     * One error for a root that is too short or does not open all keys; none where there is no
     * root, or it cannot be resolved, which {@link SecretCheck} tells.
     */
    public static Optional<ConfigError> unopened(
            ParsedConfig.Valid config, SecretResolver resolver) {
        return config.secrets().stream()
                .filter(secret -> secret.use() == LocatedSecret.Use.SIGNING_ROOT)
                .findFirst()
                .flatMap(root -> fault(config, resolver, root).map(fault -> error(root, fault)));
    }

    private static Optional<String> fault(
            ParsedConfig.Valid config, SecretResolver resolver, LocatedSecret located) {
        try {
            SigningRoot root = SigningRoot.of(resolver.resolve(located.secret()));
            List<String> closed = closed(config.config(), root);
            return closed.isEmpty() ? Optional.empty() : Optional.of(message(closed));
        } catch (UnresolvedSecretException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Virtual keys with a signing key that this root does not open. */
    public static List<String> closed(SluiceConfig config, SigningRoot root) {
        List<String> closed = new ArrayList<>();
        for (VirtualKeys.Entry entry : VirtualKeys.of(config).all()) {
            CustomerConfig.VirtualKey key = entry.key();
            for (KeySecret secret : key.secrets()) {
                secret.signingKey()
                        .filter(it -> root.unwrap(key.id(), secret.sha256(), it).isEmpty())
                        .ifPresent(_ -> closed.add(key.id()));
            }
        }
        return closed;
    }

    private static String message(List<String> closed) {
        List<String> some = closed.stream().sorted().limit(NAMES_MAX).toList();
        return "does not open the signing_key of virtual key "
                + String.join(", ", some)
                + (closed.size() > some.size()
                        ? " and " + (closed.size() - some.size()) + " more"
                        : "")
                + ": it was made under another root, for another id, or for another secret;"
                + " `sluice virtual-key` makes it anew";
    }

    private static ConfigError error(LocatedSecret root, String message) {
        return new ConfigError(root.path(), root.at().line(), root.at().column(), message);
    }
}
