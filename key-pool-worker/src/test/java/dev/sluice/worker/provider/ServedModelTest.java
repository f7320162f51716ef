package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Work;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServedModelTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\",\"n\":1}                  | {\"model\":\"b/2\",\"n\":1}",
                // every other byte stays, also what a parser would write otherwise
                "{ \"n\" : 1.50e0, \"model\" :\"a\" , \"x\":\"\\u00e9\"}"
                        + "| { \"n\" : 1.50e0, \"model\" :\"b/2\" , \"x\":\"\\u00e9\"}",
                "{\"messages\":[{\"model\":\"x\"}],\"model\":\"é\"}"
                        + "| {\"messages\":[{\"model\":\"x\"}],\"model\":\"b/2\"}",
                "{\"model\":\"with \\\" and \\\\\"}             | {\"model\":\"b/2\"}",
                "{\"n\":1}                                  | {\"n\":1}",
                "{\"model\":7}                              | {\"model\":7}",
                "{\"model\":                                | {\"model\":",
                "[1]                                        | [1]",
            })
    void onlyTheModelIsAnother(String before, String after) {
        Attempt attempt = served(work(before));
        assertThat(text(attempt)).isEqualTo(after);
        assertThat(attempt.getProviderModel()).isEqualTo("b/2");
        assertThat(attempt.getProvider()).isEqualTo("spare");
    }

    @Test
    void withoutAnotherNameItIsTheAttemptItself() {
        Attempt attempt = Samples.attempt(Samples.requestId(1));
        Work plain =
                Work.newBuilder(work("{}"))
                        .clearProvider()
                        .clearProviderModel()
                        .setAttempt(attempt)
                        .build();
        assertThat(ServedModel.of(plain)).isSameAs(plain.getAttempt());
        Work same =
                Work.newBuilder(plain).setProvider("sim").setProviderModel("gpt-4o-mini").build();
        assertThat(ServedModel.of(same)).isSameAs(same.getAttempt());
    }

    @Test
    void theWorkItselfIsNotChanged() {
        Work work = work("{\"model\":\"a\"}");
        served(work);
        assertThat(text(work.getAttempt())).isEqualTo("{\"model\":\"a\"}");
    }

    private static Attempt served(Work work) {
        return ServedModel.of(work);
    }

    private static Work work(String body) {
        Attempt attempt =
                Attempt.newBuilder(Samples.attempt(Samples.requestId(1)))
                        .setBody(new Body(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))))
                        .build();
        return Work.newBuilder()
                .setAttempt(attempt)
                .setLane("spare/key-c")
                .setLease(1)
                .setEpoch(0)
                .setLeasedAt(Samples.NOON)
                .setProvider("spare")
                .setProviderModel("b/2")
                .build();
    }

    private static String text(Attempt attempt) {
        ByteBuffer body = (ByteBuffer) attempt.getBody().getContent();
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }
}
