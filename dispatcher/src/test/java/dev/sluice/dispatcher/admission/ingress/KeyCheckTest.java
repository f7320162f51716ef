package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times and signatures in, verdicts out. */
class KeyCheckTest {

    private static final Instant NOON = SignedDoor.NOON;
    private static final String NONCE = "0123456789abcdef";

    private final KeyCheck door = KeyCheck.of(SignedDoor.config().config(), SignedDoor::secrets);

    /** Signed at noon and so much, taken at noon and so much. */
    @ParameterizedTest(name = "{0} with {1}: signed {2}, taken {3}: {4}")
    @CsvSource({
        "demo,     secret, PT0S,      PT0S,      known",
        "demo,     secret, PT0S,      PT5M,      known",
        "demo,     secret, PT0S,      PT5M0.001S, stale_signature",
        "demo,     secret, PT5M,      PT0S,      known",
        "demo,     secret, PT5M0.001S, PT0S,     stale_signature",
        "demo,     secret, -PT24H,    PT0S,      stale_signature",
        "demo,     wrong,  PT0S,      PT0S,      invalid_signature",
        "demo,     wrong,  -PT24H,    PT0S,      invalid_signature",
        "nobody,   secret, PT0S,      PT0S,      invalid_signature",
        "nobody,   secret, -PT24H,    PT0S,      invalid_signature",
        "rotated,  new,    PT0S,      PT0S,      known",
        "rotated,  old,    PT0S,      PT0S,      known",
        "rotated,  old,    PT59M,     PT59M59S,  known",
        "rotated,  old,    PT59M,     PT60M,     virtual_key_expired",
        "rotated,  new,    PT60M,     PT60M,     known",
        "rotated,  secret, PT0S,      PT0S,      invalid_signature",
        "disabled, secret, PT0S,      PT0S,      virtual_key_disabled",
        "disabled, wrong,  PT0S,      PT0S,      invalid_signature",
        "ended,    secret, PT0S,      PT59S,     known",
        "ended,    secret, PT0S,      PT1M,      virtual_key_expired",
        "ended,    wrong,  PT0S,      PT1M,      invalid_signature",
    })
    void aSignedRequest(
            String key, String secret, Duration signed, Duration taken, String verdict) {
        Map<String, String> headers =
                SignedDoor.signed(
                        SignedDoor.LINE,
                        Map.of("sluice-key", key),
                        secret,
                        NOON.plus(signed),
                        NONCE);

        assertThat(word(check(SignedDoor.LINE, headers, NOON.plus(taken)))).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing at all              |                                       | no sluice-signature was given
                    another form                | v1=abc                                | not of the form
                    a nonce that is too short   | t=1,n=short,v1=HMAC                   | not of the form
                    a made-up one               | t=1767268800000,n=0123456789abcdef,v1=HMAC | is not that of this virtual key
                    """)
    void aStrangerIsToldTheSameWhetherTheKeyIsThereOrNot(
            String what, String signature, String message) {
        Map<String, String> headers = new TreeMap<>();
        Optional.ofNullable(signature)
                .ifPresent(text ->
                        headers.put(Signature.HEADER, text.replace("HMAC", "0".repeat(64))));
        for (String key : new String[] {"demo", "disabled", "nobody"}) {
            headers.put("sluice-key", key);

            assertThat(check(SignedDoor.LINE, headers, NOON))
                    .as(what)
                    .isInstanceOfSatisfying(
                            KeyCheck.Verdict.Refused.class,
                            refused -> {
                                assertThat(refused.told()).isEmpty();
                                assertThat(refused.type()).isEqualTo("invalid_signature");
                                assertThat(refused.message()).contains(message).doesNotContain(key);
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sluice-key, rotated", "sluice-priority, interactive", "sluice-deadline, 6d",
        "idempotency-key, other", "sluice-step, t", "sluice-replay-of, x"
    })
    void oneThatWasChangedOnTheWayIsNotItsSigners(String header, String value) {
        Map<String, String> headers = new TreeMap<>(Map.of("sluice-key", "demo"));
        headers.put("sluice-step", "s");
        Map<String, String> changed =
                new TreeMap<>(SignedDoor.signed(SignedDoor.LINE, headers, "secret", NOON, NONCE));
        changed.put(header, value);

        assertThat(word(check(SignedDoor.LINE, changed, NOON))).isEqualTo("invalid_signature");
    }

    @Test
    void norIsOneThatHasAnotherBodyOrLostAHeader() {
        Map<String, String> headers =
                SignedDoor.signed(
                        SignedDoor.LINE,
                        Map.of("sluice-key", "demo", "sluice-step", "s"),
                        "secret",
                        NOON,
                        NONCE);
        Map<String, String> less = new TreeMap<>(headers);
        less.remove("sluice-step");

        assertThat(word(check(SignedDoor.LINE + " ", headers, NOON)))
                .isEqualTo("invalid_signature");
        assertThat(word(check(SignedDoor.LINE, less, NOON))).isEqualTo("invalid_signature");
        assertThat(word(check(SignedDoor.LINE, headers, NOON))).isEqualTo("known");
    }

    @Test
    void aSignedRecordHasAKeyOfItsOwnThatItsCopiesShare() {
        Map<String, String> headers =
                SignedDoor.signed(
                        SignedDoor.LINE, Map.of("sluice-key", "demo"), "secret", NOON, NONCE);

        assertThat(check(SignedDoor.LINE, headers, NOON))
                .isEqualTo(check(SignedDoor.LINE, headers, NOON.plusSeconds(9)))
                .isInstanceOfSatisfying(
                        KeyCheck.Verdict.Known.class,
                        known -> assertThat(known.recordKey()).contains("signed/demo/" + NONCE));
    }

    @Test
    void aRequestInAvroIsSignedInItsOwnField() {
        InferenceRequest plain =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setStep("s")
                        .setBody(new Body(ByteBuffer.wrap(utf8("{}"))))
                        .build();
        SignedText text =
                SignedText.ofAvro(Topics.REQUESTS, plain, new Signature.Stamp(NOON, NONCE))
                        .orElseThrow();
        ByteBuffer signature =
                ByteBuffer.wrap(utf8(SigningKey.of("demo", "secret").sign(text).text()));
        InferenceRequest.Builder signed =
                InferenceRequest.newBuilder(plain).setSignature(signature);

        assertThat(word(check(signed.build()))).isEqualTo("known");
        assertThat(word(check(plain))).isEqualTo("invalid_signature");
        assertThat(word(check(signed.setStep("t").build()))).isEqualTo("invalid_signature");
    }

    @ParameterizedTest(name = "a cancel signed {0} before: {1}")
    @CsvSource({"PT0S, secret, known", "PT240H, secret, known", "PT0S, wrong, invalid_signature"})
    void aCancelIsSignedAndDoesNotGoStale(Duration before, String secret, String verdict) {
        String value = "{\"request_id\":\"" + "A".repeat(22) + ".0.1\"}";
        Map<String, String> headers =
                SignedDoor.signed(
                        Topics.CANCELS,
                        value,
                        Map.of("sluice-key", "demo"),
                        secret,
                        NOON.minus(before),
                        NONCE);
        CancelReader reader = new CancelReader(door);

        assertThat(word(reader.json(ByteBuffer.wrap(utf8(value)), headers, NOON)))
                .isEqualTo(verdict);
        assertThat(
                        word(
                                reader.avro(
                                        CancelRequest.newBuilder()
                                                .setRequestId("A".repeat(22) + ".0.1")
                                                .setVirtualKey("demo")
                                                .build(),
                                        NOON)))
                .isEqualTo("invalid_signature");
    }

    @Test
    void aTrustingDoorTakesTheNameAndStillKnowsWhichKeysAreGood() {
        KeyCheck trusting = KeyCheck.trusting(SignedDoor.config().config());
        Map<String, String> verdicts = new TreeMap<>();
        for (String key : new String[] {"demo", "disabled", "ended", "nobody"}) {
            Letter letter =
                    new Letter.OfJson(
                            ByteBuffer.wrap(utf8(SignedDoor.LINE)), Map.of("sluice-key", key), 1);
            verdicts.put(
                    key,
                    word(
                            trusting.check(
                                    Signable.of(letter),
                                    NOON.plus(Duration.ofMinutes(2)),
                                    KeyCheck.Age.FRESH)));
        }
        assertThat(verdicts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "demo", "known",
                                "disabled", "virtual_key_disabled",
                                "ended", "virtual_key_expired",
                                "nobody", "unknown_virtual_key"));
    }

    @Test
    void aSignedDoorDoesNotOpenWithoutItsRoot() {
        assertThatThrownBy(() -> KeyCheck.of(SignedDoor.config().config(), _ -> "short"))
                .hasMessageContaining("at least 32 characters");
    }

    private KeyCheck.Verdict check(String line, Map<String, String> headers, Instant at) {
        Letter letter = new Letter.OfJson(ByteBuffer.wrap(utf8(line)), headers, line.length());
        return door.check(Signable.of(letter), at, KeyCheck.Age.FRESH);
    }

    private KeyCheck.Verdict check(InferenceRequest request) {
        return door.check(Signable.of(new Letter.OfAvro(request, 1)), NOON, KeyCheck.Age.FRESH);
    }

    private static String word(KeyCheck.Verdict verdict) {
        return switch (verdict) {
            case KeyCheck.Verdict.Known _ -> "known";
            case KeyCheck.Verdict.Refused(_, String type, _) -> type;
        };
    }

    private static String word(CancelReader.Reading reading) {
        return switch (reading) {
            case CancelReader.Reading.Known _ -> "known";
            case CancelReader.Reading.Unreadable(String reason, _) -> reason;
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
