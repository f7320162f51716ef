package dev.sluice.dispatcher.admission.ingress;

import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.accepted;
import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.turned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.Priority;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and headers at their edges. */
class BatchLinesTest {

    private static final String BODY = "{\"model\":\"gpt-4o-mini\",\"messages\":[]}";

    private final ReaderDesk desk = new ReaderDesk();

    private Reading read(String line, String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("sluice-key", "demo"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return desk.readJson(line, all);
    }

    private RequestFacts facts(String line, String... headers) {
        return accepted(read(line, headers)).facts();
    }

    @Test
    void aBodyAloneIsALine() {
        RequestFacts facts = facts("{\"body\":" + BODY + "}");
        assertThat(facts.echo()).isEqualTo(RequestFacts.Echo.NONE);
        assertThat(facts.claim()).isEmpty();
        assertThat(facts.onLimit()).isEqualTo(OnLimit.PARK);
        assertThat(facts.calls()).isEqualTo(RequestFacts.Calls.REPEATABLE);
    }

    @Test
    void aHeaderWithoutAValueIsNone() {
        String line = "{\"custom_id\":null,\"method\":null,\"url\":null,\"body\":" + BODY + "}";
        RequestFacts facts =
                facts(
                        line,
                        "idempotency-key",
                        "",
                        "sluice-deadline",
                        "",
                        "sluice-priority",
                        "",
                        "sluice-workflow",
                        "",
                        "sluice-step",
                        "s");
        assertThat(facts.claim()).isEmpty();
        assertThat(facts.echo().workflow()).isEmpty();
        assertThat(facts.echo().step()).contains("s");
    }

    @ParameterizedTest
    @CsvSource({"interactive, INTERACTIVE", "standard, STANDARD", "batch, BATCH"})
    void aPriorityIsOneOfThree(String text, Priority priority) {
        Reading reading = read("{\"body\":" + BODY + "}", "sluice-priority", text);
        assertThat(accepted(reading).draft().getPriority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "null",
                "\"text\"",
                "{\"body\":[]}",
                "{\"body\":\"text\"}",
                "{\"body\":null}",
                "{\"method\":\"GET\",\"body\":{\"model\":\"gpt-4o-mini\"}}",
                "{\"method\":7,\"body\":{\"model\":\"gpt-4o-mini\"}}",
                "{\"url\":[],\"body\":{\"model\":\"gpt-4o-mini\"}}",
                "{\"url\":\"\",\"body\":{\"model\":\"gpt-4o-mini\"}}",
            })
    void aLineThatIsNoneIsRefusedToItsKey(String line) {
        TurnedAway away = turned(read(line));
        assertThat(away.statusCode()).isEqualTo(400);
        assertThat(away.error().getType()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idempotency-key",
                "sluice-workflow",
                "sluice-step",
                "traceparent",
            })
    void whatIsKeptForARequestIsBounded(String header) {
        String line = "{\"body\":" + BODY + "}";
        assertThat(read(line, header, "x".repeat(512))).isInstanceOf(Reading.Accepted.class);
        assertThat(turned(read(line, header, "x".repeat(513))).statusCode()).isEqualTo(400);
    }

    @Test
    void aCustomIdIsBoundedTooAndANumberIsNone() {
        String line = "{\"custom_id\":\"%s\",\"body\":" + BODY + "}";
        assertThat(facts(line.formatted("x".repeat(512))).echo().customId()).isPresent();
        assertThat(turned(read(line.formatted("x".repeat(513)))).statusCode()).isEqualTo(400);
        assertThat(facts("{\"custom_id\":7,\"body\":" + BODY + "}").echo().customId()).isEmpty();
    }

    @Test
    void anIdempotencyKeyGoesBeforeWorkflowAndStep() {
        String line = "{\"body\":" + BODY + "}";
        assertThat(key(line, "idempotency-key", "i", "sluice-workflow", "w", "sluice-step", "s"))
                .contains("i");
        assertThat(key(line, "sluice-workflow", "w", "sluice-step", "s")).contains("w/s");
        assertThat(key(line, "sluice-workflow", "w")).isEmpty();
        assertThat(key(line, "sluice-step", "s")).isEmpty();
    }

    private Optional<String> key(String line, String... headers) {
        return facts(line, headers).claim().map(RequestFacts.Claim::key);
    }

    @Test
    void twoStepsNeverMakeOneKey() {
        String line = "{\"body\":" + BODY + "}";
        assertThat(key(line, "sluice-workflow", "a/b", "sluice-step", "c"))
                .isNotEqualTo(key(line, "sluice-workflow", "a", "sluice-step", "b/c"));
    }

    @Test
    void theSameBodyOnAnotherPathIsAnotherRequest() {
        String[] headers = {"idempotency-key", "i"};
        String chat = "{\"url\":\"/v1/chat/completions\",\"body\":" + BODY + "}";
        String completion = "{\"url\":\"/v1/completions\",\"body\":" + BODY + "}";
        assertThat(facts(chat, headers).claim()).isNotEqualTo(facts(completion, headers).claim());
    }

    @Test
    void theDefaultsWrittenOutAreTheSameRequest() {
        String[] headers = {"idempotency-key", "i"};
        String full =
                "{\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":" + BODY + "}";
        assertThat(facts(full, headers).claim())
                .isEqualTo(facts("{\"body\":" + BODY + "}", headers).claim());
    }

    @Test
    void anIdOfAModelIsCutInARefusal() {
        String line = "{\"body\":{\"model\":\"" + "m".repeat(5_000) + "\"}}";
        TurnedAway away = turned(read(line));
        assertThat(away.error().getType()).isEqualTo("model_not_found");
        assertThat(away.error().getMessage()).hasSizeLessThan(200).endsWith("…");
    }
}
