package dev.sluice.app.roles;

import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.secret.SigningCheck;
import dev.sluice.config.signing.SigningRoot;
import java.util.List;
import java.util.Set;

/** Says no to a configuration that the roles of a process cannot take while they run. */
final class Unchangeable {

    private Unchangeable() {}

    /**
     * @throws IllegalStateException where only a start brings it into force, or a secret is not
     *     here
     */
    static void check(
            SluiceConfig next, SluiceConfig current, Set<RoleName> roles, SecretResolver secrets) {
        if (!next.registryUrl().equals(current.registryUrl())) {
            throw new IllegalStateException(
                    "another schema registry is taken by a start only: start this process again");
        }
        boolean sameRoot = next.auditRootKey().equals(current.auditRootKey());
        if (roles.contains(RoleName.LEDGER) && !sameRoot) {
            throw new IllegalStateException(
                    "another audit.root_key is taken by a start only: start this process again");
        }
        if (roles.contains(RoleName.ADMISSION)
                && next.kafkaDoor() instanceof KafkaDoorAuth.Signed(SecretRef root)) {
            resolved("kafka_door.signing_root", root, secrets);
            opens(next, root, secrets);
        }
        if (roles.contains(RoleName.WORKER)) {
            for (ProviderConfig provider : next.providers()) {
                for (ProviderConfig.Key key : provider.keys()) {
                    String name = "provider key %s/%s".formatted(provider.id(), key.id());
                    resolved(name, key.secret(), secrets);
                }
            }
        }
    }

    /** A door with a wrong root would let nobody in. */
    private static void opens(SluiceConfig next, SecretRef root, SecretResolver secrets) {
        List<String> closed = SigningCheck.closed(next, SigningRoot.of(secrets.resolve(root)));
        if (!closed.isEmpty()) {
            throw new IllegalStateException(
                    "kafka_door.signing_root here does not open the signing key of "
                            + closed.getFirst());
        }
    }

    private static void resolved(String name, SecretRef secret, SecretResolver secrets) {
        try {
            String _ = secrets.resolve(secret);
        } catch (RuntimeException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }
}
