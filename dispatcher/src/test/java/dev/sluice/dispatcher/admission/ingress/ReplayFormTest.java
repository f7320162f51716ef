package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.Priority;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The original was accepted at noon and is replayed at one. */
class ReplayFormTest {

    private static final Instant NOON = Samples.NOON;
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final String ROOT = Samples.requestId(5);
    private static final String NONE = "none";
    private static final ByteBuffer LINE = ByteBuffer.wrap(new byte[] {'{', '}'});

    private static ReplayForm replay(Letter letter, String wish) {
        return ReplayForm.of(
                new ReplayForm.Original(ROOT, NOON, letter), DeadlineWish.parse(wish), ONE);
    }

    private static Letter.OfJson json(Map<String, String> headers) {
        return new Letter.OfJson(LINE, headers, 100);
    }

    private static InferenceRequest.Builder request() {
        return InferenceRequest.newBuilder()
                .setVirtualKey("demo")
                .setBody(new Body(Samples.chatBody("hello")));
    }

    private static InferenceRequest again(InferenceRequest.Builder request, String wish) {
        ReplayForm form = replay(new Letter.OfAvro(request.build(), 100), wish);
        return ((ReplayForm.OfAvro) form).letter().request();
    }

    /** The header that is put in place of the original's; none: the original's own stays. */
    @ParameterizedTest(name = "{0}, asked for {1}: {2}")
    @CsvSource({
        "none,                      none,                 none",
        "10m,                       none,                 none",
        "PT90S,                     none,                 none",
        "soon,                      none,                 none",
        "2026-01-01T12:10:00Z,      none,                 PT10M",
        "2026-01-01T13:00:30+01:00, none,                 PT30S",
        "2026-01-01T12:00:00.5Z,    none,                 PT0.5S",
        "none,                      5m,                   PT5M",
        "10m,                       5m,                   PT5M",
        "2026-01-01T12:10:00Z,      PT5M,                 PT5M",
        "2026-01-01T11:00:00Z,      5m,                   PT5M",
        "10m,                       2026-01-01T14:00:00Z, 2026-01-01T14:00:00Z",
    })
    void aDeadlineInJsonIsMovedWhereItWasATimeOfItsOwn(String own, String wish, String header) {
        Map<String, String> headers = own.equals(NONE) ? Map.of() : Map.of("sluice-deadline", own);

        var form = (ReplayForm.OfJson) replay(json(headers), wish);

        assertThat(form.headers().getOrDefault("sluice-deadline", NONE)).isEqualTo(header);
        assertThat(form.letter().headers().getOrDefault("sluice-deadline", NONE))
                .isEqualTo(header.equals(NONE) ? own : header);
    }

    @ParameterizedTest(name = "{0}, asked for {1}: {2}")
    @CsvSource({
        ",                     none, ",
        "2026-01-01T12:10:00Z, none, 2026-01-01T13:10:00Z",
        ",                     5m,   2026-01-01T13:05:00Z",
        "2026-01-01T12:10:00Z, 5m,   2026-01-01T13:05:00Z",
        "2026-01-01T11:00:00Z, 5m,   2026-01-01T13:05:00Z",
        "2026-01-01T12:10:00Z, 2026-01-01T14:00:00Z, 2026-01-01T14:00:00Z",
    })
    void aDeadlineInAvroIsAlwaysATimeAndMovesAlong(
            @Nullable Instant own, String wish, @Nullable Instant deadline) {
        assertThat(again(request().setDeadline(own), wish).getDeadline())
                .isEqualTo(Optional.ofNullable(deadline));
    }

    @Test
    void aDeadlineThatHadPassedOnArrivalTellsNoLength() {
        Letter late = json(Map.of("sluice-deadline", "2026-01-01T12:00:00Z"));
        Letter avro = new Letter.OfAvro(request().setDeadline(NOON.minusSeconds(1)).build(), 100);

        assertThat(replay(late, NONE)).isInstanceOf(ReplayForm.Impossible.class);
        assertThat(replay(avro, NONE)).isInstanceOf(ReplayForm.Impossible.class);
    }

    @Test
    void aDeadlineBeyondAllTimesIsNoErrorOfTheProgram() {
        Letter avro = new Letter.OfAvro(request().build(), 100);

        assertThat(replay(avro, "PT2562047788015215H")).isInstanceOf(ReplayForm.Impossible.class);
    }

    /** So that two who replay at once do not both pay. */
    @ParameterizedTest(name = "key {0}, workflow {1}, step {2}")
    @CsvSource({
        "none, none, none, true",
        "none, w,    none, true",
        "none, none, s,    true",
        "none, w,    s,    false",
        "i,    none, none, false",
    })
    void whatHasNoIdempotencyKeyGetsTheOriginalsId(
            String key, String workflow, String step, boolean added) {
        Map<String, String> headers = new TreeMap<>();
        put(headers, "idempotency-key", key);
        put(headers, "sluice-workflow", workflow);
        put(headers, "sluice-step", step);
        InferenceRequest.Builder request =
                request()
                        .setIdempotencyKey(headers.get("idempotency-key"))
                        .setWorkflow(headers.get("sluice-workflow"))
                        .setStep(headers.get("sluice-step"));

        var form = (ReplayForm.OfJson) replay(json(headers), NONE);

        Optional<String> expected = Optional.of("replay/" + ROOT).filter(_ -> added);
        assertThat(Optional.ofNullable(form.headers().get("idempotency-key"))).isEqualTo(expected);
        assertThat(again(request, NONE).getIdempotencyKey())
                .isEqualTo(added ? expected : Optional.ofNullable(headers.get("idempotency-key")));
    }

    @Test
    void allElseStaysAsItWasAndTheLinkGoesToTheOriginal() {
        Map<String, String> headers =
                Map.of(
                        "sluice-key", "demo",
                        "traceparent", "tp",
                        "sluice-on-limit", "reject",
                        "sluice-replay-of", Samples.requestId(1),
                        "idempotency-key", "i");

        var form = (ReplayForm.OfJson) replay(json(headers), NONE);

        assertThat(form.headers()).containsExactly(Map.entry("sluice-replay-of", ROOT));
        assertThat(form.letter().line()).isEqualTo(LINE);
        assertThat(form.letter().headers())
                .containsAllEntriesOf(
                        Map.of(
                                "traceparent",
                                "tp",
                                "sluice-on-limit",
                                "reject",
                                "sluice-key",
                                "demo"));
        InferenceRequest.Builder original =
                request()
                        .setIdempotencyKey("i")
                        .setTraceparent("tp")
                        .setPriority(Priority.BATCH)
                        .setRepeatable(false);
        assertThat(again(original, NONE)).isEqualTo(original.setReplayOf(ROOT).build());
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.equals(NONE)) {
            headers.put(name, value);
        }
    }
}
