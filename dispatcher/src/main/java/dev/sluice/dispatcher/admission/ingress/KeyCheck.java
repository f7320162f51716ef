package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.KeySecret;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import dev.sluice.config.VirtualKeys;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is let in at the Kafka door: whether a record is that of the virtual key which it names, and
 * whether that key opens anything at the time. What it says to somebody who is not proven is the
 * same whether there is such a key or not. Immutable; any thread.
 */
public final class KeyCheck {

    /** A signature is good for so long, before and after the broker's append time. */
    static final Duration FRESH_FOR = Duration.ofMinutes(5);

    static final String UNKNOWN = "unknown_virtual_key";

    private static final String INVALID = "invalid_signature";

    private final VirtualKeys keys;
    private final Optional<SigningRoot> root;

    private KeyCheck(VirtualKeys keys, Optional<SigningRoot> root) {
        this.keys = keys;
        this.root = root;
    }

    /**
     * As the configuration says.
     *
     * @param secrets from a reference to the secret
     * @throws RuntimeException as {@code secrets} does, where the door asks for signatures
     * @throws IllegalArgumentException where the signing root is too short
     */
    public static KeyCheck of(SluiceConfig config, Function<SecretRef, String> secrets) {
        return switch (config.kafkaDoor()) {
            case KafkaDoorAuth.Trusted() -> trusting(config);
            case KafkaDoorAuth.Signed(SecretRef root) ->
                    new KeyCheck(
                            VirtualKeys.of(config),
                            Optional.of(SigningRoot.of(secrets.apply(root))));
        };
    }

    /** Takes no notice of signatures: for records that stand behind the door already. */
    public static KeyCheck trusting(SluiceConfig config) {
        return new KeyCheck(VirtualKeys.of(config), Optional.empty());
    }

    /** What of a signature's age counts. */
    enum Age {
        /** It must be fresh: what it asks for would be done again. */
        FRESH,
        /** Any: to be asked twice changes nothing. */
        ANY
    }

    /** What the door says. */
    sealed interface Verdict {

        /** Whom it may be attributed to, and told. */
        Optional<VirtualKeys.Entry> told();

        /**
         * Let in.
         *
         * @param recordKey an idempotency key of the signed record itself: the same for each copy
         *     of it
         */
        record Known(VirtualKeys.Entry entry, Optional<String> recordKey) implements Verdict {
            @Override
            public Optional<VirtualKeys.Entry> told() {
                return Optional.of(entry);
            }
        }

        /**
         * Not let in.
         *
         * @param told empty where nobody is proven
         */
        record Refused(Optional<VirtualKeys.Entry> told, String type, String message)
                implements Verdict {}
    }

    /**
     * @param at the broker's append time, or a time near it
     */
    Verdict check(Signable record, Instant at, Age age) {
        if (root.isPresent()) {
            return signed(record, root.get(), at, age);
        }
        return record.virtualKey()
                .flatMap(keys::find)
                .map(entry -> standing(entry, Optional.empty(), at))
                .orElseGet(() -> stranger(UNKNOWN, "no such virtual key"));
    }

    private Verdict signed(Signable record, SigningRoot opener, Instant at, Age age) {
        if (record.signature().isEmpty()) {
            return stranger(
                    INVALID, "this door takes signed records only: no sluice-signature was given");
        }
        Optional<Signature> signature = record.signature().flatMap(Signature::parse);
        if (signature.isEmpty()) {
            return stranger(
                    INVALID,
                    "sluice-signature is not of the form t=<milliseconds>,n=<nonce>,v1=<hex>");
        }
        Optional<SignedText> text = record.text().apply(signature.get().stamp());
        if (text.isEmpty()) {
            return stranger(
                    INVALID,
                    "names and values beside the body have no line feed in a signed record");
        }
        Proof proof = new Proof(opener, text.get(), signature.get());
        return record.virtualKey()
                .flatMap(keys::find)
                .flatMap(entry -> proof.signer(entry).map(by -> proven(entry, by, proof, at, age)))
                .orElseGet(() ->
                        stranger(
                                INVALID,
                                "the signature is not that of this virtual key over this record"));
    }

    /** What is to be proven. */
    private record Proof(SigningRoot opener, SignedText text, Signature signature) {

        /** Which secret of the key made the signature. */
        Optional<KeySecret> signer(VirtualKeys.Entry entry) {
            return entry.key().secrets().stream()
                    .filter(secret ->
                            secret.signingKey()
                                    .flatMap(wrapped ->
                                            opener.unwrap(
                                                    entry.key().id(), secret.sha256(), wrapped))
                                    .filter(key -> key.signed(text, signature))
                                    .isPresent())
                    .findFirst();
        }
    }

    private static Verdict proven(
            VirtualKeys.Entry entry, KeySecret by, Proof proof, Instant at, Age age) {
        Signature.Stamp stamp = proof.signature().stamp();
        if (age == Age.FRESH && Duration.between(stamp.at(), at).abs().compareTo(FRESH_FOR) > 0) {
            return new Verdict.Refused(
                    Optional.of(entry),
                    "stale_signature",
                    "signed at %s and taken at %s: more than %d minutes apart; sign anew, and see that the clock is right"
                            .formatted(stamp.at(), at, FRESH_FOR.toMinutes()));
        }
        if (!by.isValidAt(at)) {
            return new Verdict.Refused(
                    Optional.of(entry),
                    "virtual_key_expired",
                    "the secret that signed it was good until " + by.until().orElse(at));
        }
        return standing(entry, Optional.of("signed/" + entry.key().id() + "/" + stamp.nonce()), at);
    }

    private static Verdict standing(
            VirtualKeys.Entry entry, Optional<String> recordKey, Instant at) {
        return switch (entry.key().validity().at(at)) {
            case VALID -> new Verdict.Known(entry, recordKey);
            case DISABLED ->
                    new Verdict.Refused(
                            Optional.of(entry),
                            "virtual_key_disabled",
                            "this virtual key is disabled");
            case EXPIRED ->
                    new Verdict.Refused(
                            Optional.of(entry),
                            "virtual_key_expired",
                            "this virtual key was good until "
                                    + entry.key().validity().expiresAt().orElse(at));
        };
    }

    private static Verdict stranger(String type, String message) {
        return new Verdict.Refused(Optional.empty(), type, message);
    }
}
