package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.bench.plan.LoadCase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench from start to end, on a load that takes a moment. */
class GoodputBenchTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);
    @TempDir private Path folder;

    @Test
    void everyClientHasItsRowItsFiguresAndItsLines() throws Exception {
        Path json = folder.resolve("figures.json");
        Path pictures = folder.resolve("pictures");

        List<String> missed =
                GoodputBench.run(
                        List.of(TinyLoads.load(60)),
                        new GoodputBench.Options(
                                List.of(),
                                LoadCase.Size.QUICK,
                                Optional.of(json),
                                Optional.of(pictures)),
                        out);

        assertThat(missed).noneMatch(line -> line.contains("failed") || line.contains("answered"));
        assertThat(text.toString().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
                .anyMatch(line -> line.startsWith("tiny              sluice    100.0%"))
                .anyMatch(line -> line.startsWith("tiny              sdk"))
                .anyMatch(line -> line.startsWith("tiny              backoff   100.0%"));
        JsonNode sluice = new ObjectMapper().readTree(json.toFile()).path(0);
        assertThat(sluice.path("client").textValue()).isEqualTo("sluice");
        assertThat(sluice.path("answered").intValue()).isEqualTo(60);
        assertThat(sluice.path("ideal_seconds").doubleValue()).isEqualTo(2.55);
        assertThat(sluice.path("seconds").doubleValue()).isGreaterThan(2.4);
        assertThat(sluice.path("goodput").doubleValue()).isBetween(0.1, 1.0);
        assertThat(sluice.path("provider_calls").longValue())
                .isEqualTo(60 + sluice.path("wasted_calls").longValue());
        assertThat(Files.readString(pictures.resolve("tiny.svg")))
                .startsWith("<svg")
                .contains("60 requests, two keys", "the keys allow 2.6 s", "backoff and jitter");
    }

    @Test
    void aCaseThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() ->
                        GoodputBench.run(
                                new GoodputBench.Options(
                                        List.of("none"),
                                        LoadCase.Size.FULL,
                                        Optional.empty(),
                                        Optional.empty()),
                                out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no case 'none'; there are design, tokens,");
    }
}
