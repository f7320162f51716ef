package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests at a door that wants signatures. */
class SignedRequestsTest {

    private static final String NONCE = "0123456789abcdef";

    private final RequestReader reader =
            new RequestReader(
                    SignedDoor.config(),
                    KeyCheck.of(SignedDoor.config().config(), SignedDoor::secrets));

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "traceparent, 00-1, signed/demo/0123456789abcdef",
        "idempotency-key, mine, mine",
        "sluice-workflow, w, signed/demo/0123456789abcdef",
    })
    void theSignedRecordIsItsOwnIdempotencyKeyWhereItHasNone(
            String header, String value, String key) {
        Map<String, String> headers = Map.of("sluice-key", "demo", header, value);

        assertThat(read(signed(headers, "secret")))
                .isInstanceOfSatisfying(
                        Reading.Accepted.class,
                        accepted ->
                                assertThat(accepted.request().facts().claim())
                                        .map(RequestFacts.Claim::key)
                                        .contains(key));
    }

    @Test
    void aForgedOneIsNobodys() {
        TurnedAway away = turned(signed(Map.of("sluice-key", "demo"), "guessed"));

        assertThat(away.tenant()).isEqualTo(new Tenant("", "", "demo"));
        assertThat(away.error().getType()).isEqualTo("invalid_signature");
        assertThat(away.statusCode()).isEqualTo(401);
    }

    @Test
    void aProvenOneIsItsTenantsWhateverIsWrongWithIt() {
        TurnedAway away = turned(signed(Map.of("sluice-key", "disabled"), "secret"));

        assertThat(away.tenant()).isEqualTo(new Tenant("acme", "research", "disabled"));
        assertThat(away.error().getType()).isEqualTo("virtual_key_disabled");
    }

    @Test
    void oneThatIsTooLargeTellsAStrangerNothing() {
        Map<String, String> headers = new TreeMap<>(signed(Map.of("sluice-key", "demo"), "wrong"));
        ByteBuffer line = ByteBuffer.wrap(SignedDoor.LINE.getBytes(StandardCharsets.UTF_8));
        Letter letter = new Letter.OfJson(line, headers, 100_000_000);

        assertThat(reader.read(letter, Samples.requestId(1), Samples.NOON, Samples.NOON))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo("too_large"));
    }

    private static Map<String, String> signed(Map<String, String> headers, String secret) {
        return SignedDoor.signed(SignedDoor.LINE, headers, secret, SignedDoor.NOON, NONCE);
    }

    private TurnedAway turned(Map<String, String> headers) {
        return ReaderDesk.turned(read(headers));
    }

    private Reading read(Map<String, String> headers) {
        ByteBuffer line = ByteBuffer.wrap(SignedDoor.LINE.getBytes(StandardCharsets.UTF_8));
        return reader.read(
                new Letter.OfJson(line, headers, line.remaining()),
                Samples.requestId(1),
                Samples.NOON,
                Samples.NOON);
    }
}
