package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of two keys refuses whatever it gets: how long from its refusal to the next call, over Kafka.
 * Prints what it measured; {@code -Drotation.requests=N} measures more.
 */
class RotationIT {

    private static final int REQUESTS = Integer.getInteger("rotation.requests", 100);
    private static final String ANSWER =
            """
            {"id":"c","object":"chat.completion","model":"gpt-4o-mini",
             "choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}
            """;

    /** Asks for no more than a millisecond, so that the key is soon offered again. */
    private static final StubProvider.Answer REFUSED =
            new StubProvider.Answer(
                    429,
                    "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"requests\","
                            + "\"code\":\"rate_limit_exceeded\"}}",
                    Map.of("retry-after-ms", "1"));

    @Test
    void aRefusedRequestIsWithTheOtherKeyAtOnce(@TempDir Path folder) {
        try (StubProvider provider =
                        StubProvider.start(call ->
                                call.secret().equals("sk-sim-key-a")
                                        ? REFUSED
                                        : new StubProvider.Answer(200, ANSWER));
                Stack stack =
                        Stack.start(
                                folder,
                                yaml ->
                                        yaml.replaceFirst(
                                                "127.0.0.1:\\d+",
                                                "127.0.0.1:" + provider.port()))) {
            for (int n = 0; n < REQUESTS; n++) {
                int ends = n;
                stack.publish(Lines.chat("r-" + n, "hello"), Lines.research());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> answered(provider) > ends);
            }
            Awaitility.await().until(() -> stack.records(Topics.RESULTS).size() >= REQUESTS);
            List<Long> millis = gaps(stack.records(Topics.OUTCOMES));
            print(millis);
            assertThat(millis).as("requests met the key that refuses").isNotEmpty();
        }
    }

    private static long answered(StubProvider provider) {
        return provider.calls().stream()
                .filter(call -> call.secret().equals("sk-sim-key-b"))
                .count();
    }

    /** From each refusal to the start of the same request's next call, sorted. */
    private static List<Long> gaps(List<AttemptEnd> ends) {
        Map<String, Instant> refusedAt = new HashMap<>();
        for (AttemptEnd end : ends) {
            if (end.getKind() == EndKind.REFUSED) {
                refusedAt.put(end.getRequestId(), end.getEndedAt());
            }
        }
        List<Long> millis = new ArrayList<>();
        for (AttemptEnd end : ends) {
            Instant refused = refusedAt.get(end.getRequestId());
            if (end.getKind() == EndKind.ANSWERED && refused != null) {
                Instant started = end.getStartedAt().orElseThrow();
                millis.add(Duration.between(refused, started).toMillis());
            }
        }
        millis.sort(null);
        return millis;
    }

    private static void print(List<Long> millis) {
        System.out.printf(
                "refusal to next call over Kafka: p50 %d ms, p90 %d ms, max %d ms (%d rotations)%n",
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 9 / 10),
                millis.getLast(),
                millis.size());
    }
}
