package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.ResultSamples;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void headersSayWhatItIsWithoutReadingIt() {
        InferenceResult result = ResultSamples.answered("{}").setTraceparent(TRACE).build();

        assertThat(Copy.of(result, Copy::json).headers())
                .containsExactly(
                        Map.entry("sluice-request-id", ResultSamples.ID),
                        Map.entry("sluice-status", "answered"),
                        Map.entry("sluice-workflow", "w-1"),
                        Map.entry("sluice-step", "plan"),
                        Map.entry("traceparent", TRACE));
    }

    @Test
    void whatWasNotGivenHasNoHeader() {
        InferenceResult bare = ResultSamples.bare(ResultStatus.EXPIRED, 504).build();

        assertThat(Copy.of(bare, Copy::json).headers().keySet())
                .containsExactly("sluice-request-id", "sluice-status");
    }

    @Test
    void keyIsTheRequestAndTimeIsItsEnd() {
        Copy copy =
                Copy.of(
                        ResultSamples.answered("{}")
                                .setFinishedAt(Samples.NOON.plusSeconds(9))
                                .build(),
                        Copy::json);

        assertThat(copy.key()).isEqualTo(ResultSamples.ID);
        assertThat(copy.at()).isEqualTo(Samples.NOON.plusSeconds(9));
    }

    @Test
    void jsonIsTheLine() {
        InferenceResult result = ResultSamples.answered("{\"s\":\"\u00e9\"}").build();

        assertThat(new String(Copy.json(result), StandardCharsets.UTF_8))
                .isEqualTo(ResultLine.json(result));
    }

    @Test
    void sizeIsOfBytesNotOfSigns() {
        InferenceResult plain = ResultSamples.answered("{}").setStep("e").build();
        InferenceResult accented = ResultSamples.answered("{}").setStep("\u00e9").build();

        assertThat(Copy.of(accented, _ -> new byte[1]).bytes())
                .isEqualTo(Copy.of(plain, _ -> new byte[1]).bytes() + 1);
    }

    @Test
    void sizeCountsKeyValueAndHeaders() {
        InferenceResult bare = ResultSamples.bare(ResultStatus.EXPIRED, 504).build();

        int bytes = Copy.of(bare, _ -> new byte[1_000]).bytes();

        assertThat(bytes)
                .isEqualTo(
                        1_000
                                + ResultSamples.ID.length()
                                + "sluice-request-id".length()
                                + ResultSamples.ID.length()
                                + "sluice-statusexpired".length()
                                + 4);
    }
}
