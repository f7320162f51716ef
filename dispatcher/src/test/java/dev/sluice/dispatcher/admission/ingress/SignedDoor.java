package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.KeySecret;
import dev.sluice.config.KeyValidity;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Kafka door that wants signatures, with these virtual keys: {@code demo} with the secret {@code
 * secret}; {@code rotated} with {@code new} and, until noon and an hour, {@code old}; {@code
 * disabled}; {@code ended}, good until noon and a minute.
 */
public final class SignedDoor {

    /** What the signing root is for {@link #secrets}. */
    public static final String ROOT = "0123456789abcdef0123456789abcdef";

    static final Instant NOON = Samples.NOON;
    static final String LINE =
            "{\"custom_id\":\"c\",\"body\":{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}";

    private static final Map<String, String> HASHES =
            Map.of(
                    "secret", Samples.SECRET_SHA256,
                    "new", "a".repeat(64),
                    "old", "b".repeat(64));

    private SignedDoor() {}

    /** The sample with these keys and a signed door. */
    public static ActiveConfig config() {
        SluiceConfig sample = Samples.config();
        List<CustomerConfig.VirtualKey> keys = new ArrayList<>();
        keys.add(key("demo", KeyValidity.ALWAYS, secret("demo", "secret", Optional.empty())));
        keys.add(
                key(
                        "rotated",
                        KeyValidity.ALWAYS,
                        secret("rotated", "new", Optional.empty()),
                        secret("rotated", "old", Optional.of(NOON.plus(Duration.ofHours(1))))));
        keys.add(
                key(
                        "disabled",
                        new KeyValidity(KeyValidity.Use.DISABLED, Optional.empty()),
                        secret("disabled", "secret", Optional.empty())));
        keys.add(
                key(
                        "ended",
                        new KeyValidity(
                                KeyValidity.Use.ENABLED,
                                Optional.of(NOON.plus(Duration.ofMinutes(1)))),
                        secret("ended", "secret", Optional.empty())));
        CustomerConfig.Team team = new CustomerConfig.Team("research", List.of(), keys);
        return Samples.active(
                new SluiceConfig(
                        new KafkaDoorAuth.Signed(new SecretRef.Env("SIGNING_ROOT")),
                        sample.providers(),
                        sample.models(),
                        List.of(new CustomerConfig("acme", 1, List.of(), List.of(team))),
                        sample.prices(),
                        sample.auditRootKey(),
                        sample.requests(),
                        sample.worker(),
                        sample.registryUrl()));
    }

    /** From a reference to the secret. */
    public static String secrets(SecretRef ref) {
        return ROOT;
    }

    /** These headers with the signature of a request that was signed then. */
    public static Map<String, String> signed(
            String line, Map<String, String> headers, String secret, Instant at, String nonce) {
        return signed(Topics.REQUESTS, line, headers, secret, at, nonce);
    }

    /** These headers with a signature. */
    public static Map<String, String> signed(
            Topic<?> topic,
            String value,
            Map<String, String> headers,
            String secret,
            Instant at,
            String nonce) {
        ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
        SignedText text =
                SignedText.ofJson(topic, bytes, headers, new Signature.Stamp(at, nonce))
                        .orElseThrow();
        Map<String, String> signed = new TreeMap<>(headers);
        SigningKey key = SigningKey.of(headers.getOrDefault("sluice-key", "nobody"), secret);
        signed.put(Signature.HEADER, key.sign(text).text());
        return signed;
    }

    private static CustomerConfig.VirtualKey key(
            String id, KeyValidity validity, KeySecret... secrets) {
        return new CustomerConfig.VirtualKey(
                id, List.of(secrets), Set.of("gpt-4o-mini"), List.of(), validity);
    }

    private static KeySecret secret(String key, String secret, Optional<Instant> until) {
        String sha256 = HASHES.getOrDefault(secret, "");
        String wrapped = SigningRoot.of(ROOT).wrap(key, sha256, SigningKey.of(key, secret));
        return new KeySecret(sha256, Optional.of(wrapped), until);
    }
}
