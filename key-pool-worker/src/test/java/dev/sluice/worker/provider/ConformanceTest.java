package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Executes the conformance files: each line is a test, and no line is skipped in silence. {@code
 * -Dconformance=FOLDER} names other files than the project's own.
 */
class ConformanceTest {

    private static final Path OWN = Path.of("src/test/resources/conformance");

    private final ObjectMapper json = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyLineHolds() throws IOException {
        return lines(folder()).stream()
                .map(line ->
                        DynamicTest.dynamicTest(
                                line.path("id").asText(), () -> ConformanceKinds.of(line).check()));
    }

    @Test
    void theProjectsOwnFilesAreComplete() throws IOException {
        assertThat(lines(OWN)).hasSizeGreaterThanOrEqualTo(71);
    }

    private static Path folder() {
        return Optional.ofNullable(System.getProperty("conformance")).map(Path::of).orElse(OWN);
    }

    private List<JsonNode> lines(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank()) {
                        lines.add(json.readTree(line));
                    }
                }
            }
        }
        return lines;
    }
}
