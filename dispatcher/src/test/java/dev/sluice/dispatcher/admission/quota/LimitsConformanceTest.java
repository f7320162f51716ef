package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases of other gateways' tests, those of {@code limits.jsonl} that are decided here. {@code
 * -Dconformance=FOLDER} names another folder. Fairness of waiting lines is placement's.
 */
class LimitsConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KINDS = Set.of("bucket", "settlement", "budget_reset");
    private static final Path FOLDER =
            Path.of(System.getProperty("conformance", "src/test/resources/conformance"));

    static Stream<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("limits.jsonl"))) {
            JsonNode each = JSON.readTree(line);
            if (KINDS.contains(each.path("kind").asText())) {
                cases.add(each);
            }
        }
        assertThat(cases).extracting(each -> each.path("kind").asText()).containsAll(KINDS);
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCaseHolds(JsonNode each) {
        JsonNode input = each.path("input");
        JsonNode expect = each.path("expect");
        String id = each.path("id").asText();
        boolean known =
                switch (each.path("kind").asText()) {
                    case "bucket" -> BucketCases.hold(input, expect);
                    case "settlement" -> SettlementCases.hold(id, input, expect);
                    case "budget_reset" -> ResetCases.hold(input, expect);
                    default -> false;
                };
        assertThat(known).as("%s has a shape that is executed", id).isTrue();
    }

    /** Also fails where a case has more to say than is looked at. */
    static boolean hasOnly(JsonNode node, String... names) {
        Set<String> allowed = Set.of(names);
        return node.properties().stream()
                .allMatch(
                        field -> field.getKey().equals("why") || allowed.contains(field.getKey()));
    }
}
