package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a request without its body is what admission makes of the whole. */
class EnvelopeTest {

    private static final String LINE =
            "{\"body\":" + StandardCharsets.UTF_8.decode(Samples.chatBody("hello")) + "}";

    private final ReaderDesk desk = new ReaderDesk();

    @ParameterizedTest(name = "key {0}, workflow {1}, step {2}: {3}")
    @CsvSource({
        ",     ,      ,    ",
        "i,    ,      ,    i",
        "i,    w,     s,   i",
        ",     w,     s,   w/s",
        ",     w,     ,    ",
        ",     ,      s,   ",
        ",     a/b,   c d, a%2Fb/c+d",
        "'',   w,     s,   w/s",
        "'',   ,      ,    ",
    })
    void theKeyIsTheOneThatAdmissionTakes(
            @Nullable String given,
            @Nullable String workflow,
            @Nullable String step,
            @Nullable String key) {
        Letter.OfJson json = json(given, workflow, step);
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(Samples.chatBody("hello")))
                        .setIdempotencyKey(given)
                        .setWorkflow(workflow)
                        .setStep(step)
                        .build();
        for (Letter letter : new Letter[] {json, new Letter.OfAvro(request, 100)}) {
            Reading reading =
                    desk.reader.read(letter, Samples.requestId(3), Samples.NOON, Samples.NOON);

            assertThat(Envelope.of(letter).key()).isEqualTo(Optional.ofNullable(key));
            assertThat(ReaderDesk.accepted(reading).facts().claim().map(RequestFacts.Claim::key))
                    .isEqualTo(Envelope.of(letter).key());
            assertThat(Envelope.of(letter).workflow()).isEqualTo(Optional.ofNullable(workflow));
            assertThat(Envelope.of(letter).step()).isEqualTo(Optional.ofNullable(step));
        }
    }

    @Test
    void nothingOfItIsChecked() {
        Letter.OfJson nonsense =
                new Letter.OfJson(
                        ByteBuffer.wrap(new byte[] {'{'}),
                        Map.of("sluice-replay-of", "yesterday", "sluice-deadline", "soon"),
                        1);

        assertThat(Envelope.of(nonsense))
                .isEqualTo(
                        new Envelope(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("yesterday")));
    }

    private static Letter.OfJson json(
            @Nullable String given, @Nullable String workflow, @Nullable String step) {
        Map<String, String> headers = new HashMap<>(Map.of("sluice-key", "demo"));
        Optional.ofNullable(given).ifPresent(it -> headers.put("idempotency-key", it));
        Optional.ofNullable(workflow).ifPresent(it -> headers.put("sluice-workflow", it));
        Optional.ofNullable(step).ifPresent(it -> headers.put("sluice-step", it));
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        return new Letter.OfJson(ByteBuffer.wrap(line), headers, line.length);
    }
}
