package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.config.KeySecret;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import dev.sluice.config.VirtualKeys;
import dev.sluice.config.secret.UnresolvedSecretException;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.ReplayForm;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Signs what is published once more, where the Kafka door asks for it: the original's signature is
 * stale, and not over what is changed. Done with the virtual key's own signing key, which takes the
 * signing root. One thread.
 */
final class ReplaySigner {

    private final VirtualKeys keys;
    private final Optional<SigningRoot> root;

    private ReplaySigner(VirtualKeys keys, Optional<SigningRoot> root) {
        this.keys = keys;
        this.root = root;
    }

    /**
     * @param secrets from a reference to the secret
     * @throws ReplayRefused where the door asks for signatures and the signing root is not here
     */
    static ReplaySigner of(SluiceConfig config, Function<SecretRef, String> secrets) {
        return new ReplaySigner(
                VirtualKeys.of(config),
                switch (config.kafkaDoor()) {
                    case KafkaDoorAuth.Trusted() -> Optional.empty();
                    case KafkaDoorAuth.Signed(SecretRef root) -> Optional.of(open(root, secrets));
                });
    }

    private static SigningRoot open(SecretRef root, Function<SecretRef, String> secrets) {
        try {
            return SigningRoot.of(secrets.apply(root));
        } catch (UnresolvedSecretException | IllegalArgumentException e) {
            throw new ReplayRefused(
                    "the Kafka door takes signed requests only, and a replay is signed with kafka_door.signing_root: "
                            + e.getMessage());
        }
    }

    /** The same with a signature made now; impossible where nothing can sign it. */
    ReplayForm sign(ReplayForm form, Instant now) {
        if (root.isEmpty()) {
            return form;
        }
        return switch (form) {
            case ReplayForm.OfJson(Map<String, String> changed, Letter.OfJson letter) ->
                    key(letter, now)
                            .map(key -> json(changed, letter, key, stamp(now)))
                            .orElseGet(ReplaySigner::keyless);
            case ReplayForm.OfAvro(Letter.OfAvro letter) ->
                    key(letter, now)
                            .map(key -> avro(letter, key, stamp(now)))
                            .orElseGet(ReplaySigner::keyless);
            case ReplayForm.Impossible impossible -> impossible;
        };
    }

    private Optional<SigningKey> key(Letter letter, Instant now) {
        return letter.virtualKey()
                .flatMap(keys::find)
                .flatMap(entry ->
                        entry.key().secrets().stream()
                                .filter(secret -> secret.isValidAt(now))
                                .flatMap(secret -> key(entry.key().id(), secret).stream())
                                .findFirst());
    }

    private Optional<SigningKey> key(String virtualKey, KeySecret secret) {
        return secret.signingKey()
                .flatMap(wrapped ->
                        root.flatMap(it -> it.unwrap(virtualKey, secret.sha256(), wrapped)));
    }

    private static Signature.Stamp stamp(Instant now) {
        return new Signature.Stamp(
                now.truncatedTo(ChronoUnit.MILLIS), UUID.randomUUID().toString());
    }

    private static ReplayForm json(
            Map<String, String> changed,
            Letter.OfJson letter,
            SigningKey key,
            Signature.Stamp stamp) {
        return SignedText.ofJson(Topics.REQUESTS, letter.line(), letter.headers(), stamp)
                .<ReplayForm>map(text -> {
                    String signature = key.sign(text).text();
                    return new ReplayForm.OfJson(
                            with(changed, signature),
                            new Letter.OfJson(
                                    letter.line(),
                                    with(letter.headers(), signature),
                                    letter.bytes()));
                })
                .orElseGet(ReplaySigner::unsignable);
    }

    private static Map<String, String> with(Map<String, String> headers, String signature) {
        Map<String, String> signed = new TreeMap<>(headers);
        signed.put(Signature.HEADER, signature);
        return signed;
    }

    private static ReplayForm avro(Letter.OfAvro letter, SigningKey key, Signature.Stamp stamp) {
        return SignedText.ofAvro(Topics.REQUESTS, letter.request(), stamp)
                .<ReplayForm>map(text -> {
                    byte[] signature = key.sign(text).text().getBytes(StandardCharsets.UTF_8);
                    InferenceRequest signed =
                            InferenceRequest.newBuilder(letter.request())
                                    .setSignature(ByteBuffer.wrap(signature))
                                    .build();
                    return new ReplayForm.OfAvro(new Letter.OfAvro(signed, letter.bytes()));
                })
                .orElseGet(ReplaySigner::unsignable);
    }

    private static ReplayForm keyless() {
        return new ReplayForm.Impossible(
                "its virtual key has no secret that is good now and that kafka_door.signing_root opens");
    }

    private static ReplayForm unsignable() {
        return new ReplayForm.Impossible(
                "it has a line feed in a header or field, which cannot be signed: publish it anew");
    }
}
