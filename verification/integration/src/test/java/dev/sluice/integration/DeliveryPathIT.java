package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.delivery.ResultLine;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole Sluice with a customer that has a topic of its own: from its request to its line. */
class DeliveryPathIT {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir private Path folder = Path.of("");

    @Test
    void anAnswerAndARefusalComeToTheCustomersTopicAndARestartRepeatsNothing() {
        List<String> ids = new ArrayList<>();
        try (Stack stack = start()) {
            InferenceResult answered =
                    ask(
                            stack,
                            Lines.chat("d-1", "what is a courier?"),
                            Map.of(
                                    "sluice-key", "research",
                                    "sluice-workflow", "briefing-7",
                                    "sluice-step", "plan",
                                    "traceparent", TRACE));
            InferenceResult refused =
                    ask(
                            stack,
                            "{\"custom_id\":\"d-2\",\"body\":{\"model\":\"gpt-9\"}}",
                            Lines.research());
            assertThat(answered.getStatus()).isEqualTo(ResultStatus.ANSWERED);
            assertThat(refused.getStatus()).isEqualTo(ResultStatus.REFUSED);
            theirLinesAndHeaders(delivered(stack, 2), answered, refused);
            ids.add(answered.getRequestId());
            ids.add(refused.getRequestId());
        }
        try (Stack again = start()) {
            ids.add(ask(again, Lines.chat("d-3", "again"), Lines.research()).getRequestId());

            assertThat(delivered(again, 3))
                    .extracting(Delivered::id)
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    private static void theirLinesAndHeaders(
            List<ConsumerRecord<byte[], byte[]>> found,
            InferenceResult answered,
            InferenceResult refused) {
        assertThat(found)
                .extracting(Delivered::text)
                .containsExactlyInAnyOrder(ResultLine.json(answered), ResultLine.json(refused));
        ConsumerRecord<byte[], byte[]> answer =
                found.stream()
                        .filter(each -> Delivered.id(each).equals(answered.getRequestId()))
                        .findAny()
                        .orElseThrow();
        assertThat(
                        Stream.of("sluice-status", "sluice-workflow", "sluice-step", "traceparent")
                                .map(name -> Delivered.header(answer, name)))
                .containsExactly("answered", "briefing-7", "plan", TRACE);
    }

    private static InferenceResult ask(Stack stack, String line, Map<String, String> headers) {
        return stack.result(stack.publish(line, headers));
    }

    private Stack start() {
        return Stack.start(
                folder,
                yaml -> yaml.replace("  acme:\n", "  acme:\n    results: {topic: results.acme}\n"));
    }

    private static List<ConsumerRecord<byte[], byte[]>> delivered(Stack stack, int count) {
        return Delivered.await(
                stack.bootstrapServers(), "results.acme", count, Duration.ofSeconds(30));
    }
}
