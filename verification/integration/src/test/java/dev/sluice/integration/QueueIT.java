package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.integration.Commands.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits is told while it waits. */
class QueueIT {

    private static final int REQUESTS_EACH = 40;
    private static final String LIMIT = "{requests: 120, per: 1m, burst: 2}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // by the test
    private Stack stack;

    private String lastOfOps = "";

    private void publish() {
        for (int n = 0; n < REQUESTS_EACH; n++) {
            stack.publish(Lines.chat("r" + n, "hello"), Lines.research());
            lastOfOps =
                    stack.publish(
                            Optional.of("globex"),
                            Lines.chat("o" + n, "hello").getBytes(StandardCharsets.UTF_8),
                            Map.of("sluice-key", "ops"));
        }
    }

    private Ran queue(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "queue";
        all[1] = "--dispatcher";
        all[2] = "http://127.0.0.1:" + stack.all().healthPort().orElseThrow();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Commands.run(all);
    }

    private JsonNode json(String... arguments) throws Exception {
        Ran ran = queue(arguments);
        assertThat(ran.err()).isEmpty();
        return new JsonMapper().readTree(ran.out());
    }

    /** Two keys that take four requests a second together. */
    @Test
    void whoWaitsHasAPlaceAndAnExpectedStart(@TempDir Path folder) throws Exception {
        try (Stack slow =
                Stack.start(
                        folder,
                        yaml -> yaml.replace("{requests: 6000, per: 1m, burst: 100}", LIMIT))) {
            stack = slow;
            publish();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        JsonNode pool = json("--json").path("pools").path(0);
                        assertThat(pool.path("waiting").asLong()).isPositive();
                        assertThat(pool.path("lines").findValuesAsText("customer"))
                                .containsExactly("acme", "globex");
                        assertThat(pool.path("lanes").findValuesAsText("condition"))
                                .containsOnly("available");
                        assertThat(pool.path("per_second").asDouble()).isBetween(1.0, 8.0);
                        JsonNode last = json("--json", lastOfOps);
                        long ahead = last.path("ahead_in_key").asLong();
                        assertThat(ahead).isPositive();
                        assertThat(last.path("ahead_in_pool").asLong()).isGreaterThan(ahead);
                        assertThat(Instant.parse(last.path("expected_start").asText()))
                                .isBefore(Instant.now().plus(PATIENCE));
                    });
            assertThat(queue().out()).contains("pool sim: ").contains("standard     globex");
            Awaitility.await()
                    .atMost(PATIENCE.multipliedBy(2))
                    .untilAsserted(() ->
                            assertThat(queue(lastOfOps).out() + queue(lastOfOps).err())
                                    .contains("does not wait"));
        }
    }
}
