package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.config.Lanes;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases of other gateways' tests, {@code key_rotation} of {@code pool.jsonl}: which keys are tried
 * and what comes of it. {@code -Dconformance=FOLDER} names another folder.
 */
class RotationConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the lanes' table of errors makes of these answers. */
    private static final Map<String, ErrorClass> CLASSES =
            Map.of(
                    "401", ErrorClass.AUTH,
                    "404 model_not_found", ErrorClass.MODEL_GONE,
                    "400 invalid_request", ErrorClass.INVALID_REQUEST,
                    "403 region", ErrorClass.REGION_BLOCKED);

    @RegisterExtension final Stages stages = new Stages();

    static Stream<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (String line : text().lines().toList()) {
            JsonNode each = JSON.readTree(line);
            if (each.path("kind").asText().equals("key_rotation")) {
                cases.add(each);
            }
        }
        assertThat(cases).isNotEmpty();
        return cases.stream();
    }

    private static String text() throws IOException {
        String folder = System.getProperty("conformance", "");
        if (!folder.isEmpty()) {
            return Files.readString(Path.of(folder, "pool.jsonl"));
        }
        try (var in =
                Objects.requireNonNull(
                        RotationConformanceTest.class.getResourceAsStream(
                                "/conformance/pool.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void key_rotation(JsonNode each) {
        JsonNode input = each.path("input");
        List<String> keys = new ArrayList<>();
        input.path("keys").forEach(key -> keys.add(key.asText()));
        Stage stage = stages.with(Samples.active(config(keys, input)), 1);
        stage.publish(request());
        List<String> called = new ArrayList<>();
        Set<String> disabled = new HashSet<>();
        while (stage.results.isEmpty()) {
            Attempt attempt = stage.onlyAttempt();
            String key = laneFor(attempt, keys, disabled);
            called.add(key);
            AttemptEnd end = answer(each, input.path("responses").path(key), attempt, stage);
            if (end.getErrorClass().filter(ErrorClass.AUTH::equals).isPresent()) {
                disabled.add(key);
            }
            stage.end(Ends.by("sim/" + key, end));
        }
        check(each, stage.onlyResult(), called);
    }

    private static void check(JsonNode each, InferenceResult result, List<String> called) {
        JsonNode expect = each.path("expect");
        expect.fieldNames()
                .forEachRemaining(name -> {
                    switch (name) {
                        case "status" ->
                                assertThat(result.getStatusCode())
                                        .as(each.path("id").asText())
                                        .isEqualTo(expect.path(name).asInt());
                        case "calls" -> assertThat(called).hasSize(expect.path(name).asInt());
                        case "served_by" ->
                                assertThat(called.getLast()).isEqualTo(expect.path(name).asText());
                        case "why" -> {}
                        default -> throw new IllegalArgumentException(each.path("id") + " " + name);
                    }
                });
    }

    /** As placement chooses: one that has not refused it, while there is one that works. */
    private static String laneFor(Attempt attempt, List<String> keys, Set<String> disabled) {
        List<String> working = keys.stream().filter(key -> !disabled.contains(key)).toList();
        return working.stream()
                .filter(key -> !attempt.getExcludedLanes().contains("sim/" + key))
                .findFirst()
                .orElseGet(working::getFirst);
    }

    private static AttemptEnd answer(
            JsonNode each, JsonNode response, Attempt attempt, Stage stage) {
        if (response.asText().equals("200")) {
            return Ends.answered(attempt, 10, 5, stage.now());
        }
        ErrorClass known = CLASSES.get(response.asText());
        if (known == null) {
            throw new IllegalArgumentException(
                    each.path("id") + ": no class for the response " + response);
        }
        int status = Integer.parseInt(response.asText().substring(0, 3));
        return Ends.refused(attempt, known, status, stage.now());
    }

    private static SluiceConfig config(List<String> keys, JsonNode input) {
        SluiceConfig sample = Samples.config();
        RequestPolicy usual = sample.requests();
        SluiceConfig config =
                new SluiceConfig(
                        sample.kafkaDoor(),
                        List.of(
                                new ProviderConfig(
                                        "sim",
                                        "openai",
                                        URI.create("http://127.0.0.1:1/v1"),
                                        keys.stream().map(Samples::providerKey).toList())),
                        sample.models(),
                        sample.customers(),
                        sample.prices(),
                        sample.auditRootKey(),
                        new RequestPolicy(
                                usual.defaultDeadline(),
                                usual.deadlineMax(),
                                usual.bodyBytesMax(),
                                usual.parkedMax(),
                                input.path("max_retries").asInt(3) + 1,
                                usual.rotationsMax()),
                        sample.worker(),
                        sample.registryUrl());
        assertThat(Lanes.of(config)).hasSameSizeAs(keys);
        return config;
    }
}
