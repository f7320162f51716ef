package dev.sluice.worker.http;

import dev.sluice.config.ProviderConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.secret.UnresolvedSecretException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Secrets by provider and key.
 *
 * @param byProvider never shown
 */
record KeySecrets(Map<String, Map<String, String>> byProvider) {

    /** Has no door, so its keys open nothing. */
    static final String ECHO = "echo";

    /**
     * What a header can carry. Checked here because the HTTP client's own complaint would show the
     * secret.
     */
    private static final Pattern HEADER = Pattern.compile("[!-~]{1,4096}");

    static KeySecrets resolve(List<ProviderConfig> providers, SecretResolver resolver) {
        Map<String, Map<String, String>> secrets = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (ProviderConfig provider : providers) {
            if (!provider.type().equals(ECHO)) {
                secrets.put(provider.id(), resolve(provider, resolver, missing));
            }
        }
        if (!missing.isEmpty()) {
            throw new UnresolvedSecretException(String.join("\n", missing));
        }
        return new KeySecrets(secrets);
    }

    /** Eight hex digits of SHA-256 over key id and secret: too few to find the secret by. */
    static String fingerprint(String keyId, String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((keyId + "\0" + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Map<String, String> of(ProviderConfig provider) {
        return byProvider.getOrDefault(provider.id(), Map.of());
    }

    private static Map<String, String> resolve(
            ProviderConfig provider, SecretResolver resolver, List<String> missing) {
        Map<String, String> secrets = new HashMap<>();
        for (ProviderConfig.Key key : provider.keys()) {
            String name = "provider " + provider.id() + ", key " + key.id() + ": ";
            try {
                String secret = resolver.resolve(key.secret());
                if (HEADER.matcher(secret).matches()) {
                    secrets.put(key.id(), secret);
                } else {
                    missing.add(
                            name
                                    + "secret "
                                    + SecretResolver.describe(key.secret())
                                    + ": not printable ASCII without spaces");
                }
            } catch (UnresolvedSecretException e) {
                missing.add(name + e.getMessage());
            }
        }
        return Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "KeySecrets" + byProvider.keySet();
    }
}
