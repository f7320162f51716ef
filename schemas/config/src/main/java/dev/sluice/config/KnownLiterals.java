package dev.sluice.config;

import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Literal secrets never reach a topic. A process that was started with some keeps them, for the
 * same keys, when a document without them comes into force.
 */
public final class KnownLiterals {

    private KnownLiterals() {}

    /**
     * @param next as it stands in the topic
     * @param held what the process goes by so far
     */
    public static SluiceConfig kept(SluiceConfig next, SluiceConfig held) {
        Map<String, SecretRef> known = new HashMap<>();
        for (ProviderConfig provider : held.providers()) {
            provider.keys().forEach(key -> known.put(name(provider, key), key.secret()));
        }
        List<ProviderConfig> providers =
                next.providers().stream().map(provider -> kept(provider, known)).toList();
        return next.with(
                kept(next.kafkaDoor(), held.kafkaDoor()),
                providers,
                kept(next.auditRootKey(), held.auditRootKey()));
    }

    private static KafkaDoorAuth kept(KafkaDoorAuth next, KafkaDoorAuth held) {
        return next instanceof KafkaDoorAuth.Signed(SecretRef root)
                        && held instanceof KafkaDoorAuth.Signed(SecretRef known)
                ? new KafkaDoorAuth.Signed(kept(root, known))
                : next;
    }

    private static ProviderConfig kept(ProviderConfig provider, Map<String, SecretRef> known) {
        return provider.with(
                provider.keys().stream()
                        .map(key ->
                                key.with(
                                        kept(
                                                key.secret(),
                                                known.getOrDefault(
                                                        name(provider, key), key.secret()))))
                        .toList());
    }

    private static SecretRef kept(SecretRef next, SecretRef held) {
        return next instanceof SecretRef.Removed && held instanceof SecretRef.Literal ? held : next;
    }

    private static String name(ProviderConfig provider, ProviderConfig.Key key) {
        return provider.id() + "/" + key.id();
    }
}
