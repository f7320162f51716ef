package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.record.NotCalledReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases that were collected from other gateways. {@code -Dconformance=FOLDER} names another folder.
 */
class QueueFairnessConformanceTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("conformance", "src/test/resources/conformance"));

    static Stream<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".jsonl"))
                    .forEach(file -> read(file, cases));
        }
        assertThat(cases).as("cases of queue_fairness in %s", FOLDER).isNotEmpty();
        return cases.stream();
    }

    private static void read(Path file, List<JsonNode> into) {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : lines.filter(each -> !each.isBlank()).toList()) {
                JsonNode each = json.readTree(line);
                if (each.path("kind").asText().equals("queue_fairness")) {
                    into.add(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCaseHolds(JsonNode line) {
        JsonNode input = line.path("input");
        JsonNode expect = line.path("expect");
        if (input.has("weights")) {
            weights(input, expect);
        } else if (input.has("max_depth")) {
            full(input, expect);
        } else if (input.has("deadline")) {
            late(input, expect);
        } else {
            throw new AssertionError("cannot execute " + line.path("id"));
        }
    }

    private static void weights(JsonNode input, JsonNode expect) {
        Desk desk = new Desk();
        input.path("waiting")
                .properties()
                .forEach(each -> {
                    int weight = (int) (100 * input.path("weights").path(each.getKey()).asDouble());
                    for (int n = 0; n < each.getValue().asInt(); n++) {
                        desk.arrive(
                                Desk.attemptOf(each.getKey(), each.getKey() + n).setWeight(weight));
                    }
                });
        for (int slot = 1; slot <= input.path("slots").asInt(); slot++) {
            desk.announce("a", slot);
        }
        Map<String, Integer> firstFour = new TreeMap<>();
        desk.work
                .subList(0, 4)
                .forEach(work ->
                        firstFour.merge(
                                work.getAttempt().getTenant().getCustomer(), 1, Integer::sum));
        Map<String, Integer> expected = new TreeMap<>();
        expect.path("first_four")
                .properties()
                .forEach(each -> expected.put(each.getKey(), each.getValue().asInt()));
        assertThat(firstFour).isEqualTo(expected);
        assertThat(desk.work).hasSize(input.path("slots").asInt());
    }

    private static void full(JsonNode input, JsonNode expect) {
        Desk desk = new Desk(Desk.LANES, Desk.policy(input.path("max_depth").asInt(), 20));
        for (int n = 0; n < input.path("waiting").asInt() + input.path("arrive").asInt(); n++) {
            desk.arrive(Desk.attempt("" + n));
        }
        assertThat(expect.path("outcome").asText()).isEqualTo("queue_full");
        assertThat(desk.ends)
                .extracting(end -> end.getNotCalled().orElseThrow())
                .containsOnly(NotCalledReason.QUEUE_FULL)
                .hasSize(input.path("arrive").asInt());
        assertThat(desk.ends)
                .allMatch(end ->
                        end.getEndedAt()
                                .equals(desk.now.minusSeconds(expect.path("waited_s").asInt())));
    }

    private static void late(JsonNode input, JsonNode expect) {
        assertThat(input.path("deadline").asText()).isEqualTo("passed");
        Desk desk = new Desk();
        desk.announce("a", input.path("slots").asInt());
        desk.arrive(Desk.attempt("late").setDeadline(desk.now.minusMillis(1)));
        assertThat(desk.work).hasSize(expect.path("admitted").asInt());
    }
}
