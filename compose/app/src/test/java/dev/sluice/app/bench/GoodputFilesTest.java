package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.bench.plan.Figures;
import dev.sluice.app.sim.RetryStyle;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoodputFilesTest {

    @TempDir private Path folder;

    @Test
    void figuresAreAListOfObjects() throws Exception {
        Path file = folder.resolve("figures.json");

        GoodputFiles.writeJson(file, List.of(run("tiny")));

        assertThat(Files.readString(file))
                .isEqualToIgnoringNewLines(
                        """
                        [ {
                          "case" : "tiny",
                          "client" : "sluice",
                          "requests" : 60,
                          "answered" : 60,
                          "failed_before_deadline" : 0,
                          "provider_calls" : 61,
                          "provider_429s" : 1,
                          "wasted_calls" : 1,
                          "seconds" : 5.1,
                          "ideal_seconds" : 2.55,
                          "goodput" : 0.5,
                          "jain" : 0.99
                        }, {
                          "case" : "tiny",
                          "client" : "sdk",
                          "requests" : 60,
                          "answered" : 30,
                          "failed_before_deadline" : 30,
                          "provider_calls" : 100,
                          "provider_429s" : 70,
                          "wasted_calls" : 70,
                          "seconds" : 1.0,
                          "ideal_seconds" : 2.55,
                          "goodput" : 0.5,
                          "jain" : 0.8
                        } ]
                        """);
    }

    @Test
    void everyCaseHasItsPictureInAFolderThatIsMade() throws Exception {
        Path pictures = folder.resolve("new/pictures");

        GoodputFiles.writePictures(pictures, List.of(run("one"), run("two")));

        assertThat(pictures.resolve("two.svg")).exists();
        assertThat(Files.readString(pictures.resolve("one.svg")))
                .contains(
                        ">requests waiting<",
                        ">calls in flight<",
                        ">429s so far<",
                        ">Sluice<",
                        ">SDK<",
                        ">60 requests, two keys<",
                        ">the keys allow 2.6 s<");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> GoodputFiles.writeJson(file.resolve("x.json"), List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write ")
                .hasMessageContaining("x.json");
        assertThatThrownBy(() -> GoodputFiles.writePictures(file, List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write pictures to ");
    }

    private static GoodputBench.CaseRun run(String name) {
        var tiny = TinyLoads.load(60);
        var load =
                new dev.sluice.app.bench.plan.LoadCase(
                        name,
                        tiny.what(),
                        tiny.keys(),
                        tiny.requests(),
                        tiny.known(),
                        tiny.death());
        return new GoodputBench.CaseRun(
                load,
                List.of(
                        new GoodputBench.ClientRun(
                                new WholeSluice("sluice", "Sluice"),
                                figures("sluice", 60, 61, 1, 0.99, 5_100),
                                moments()),
                        new GoodputBench.ClientRun(
                                new RetryingClient("sdk", "SDK", RetryStyle.SDK),
                                figures("sdk", 30, 100, 70, 0.8, 1_000),
                                moments())));
    }

    private static List<Sampler.Moment> moments() {
        return List.of(
                new Sampler.Moment(0, 60, 0, 0),
                new Sampler.Moment(0.5, 40, 10, 30),
                new Sampler.Moment(1, 0, 0, 70));
    }

    private static Figures figures(
            String client, int answered, long calls, long refused, double jain, long millis) {
        return new Figures(
                client,
                60,
                answered,
                60 - answered,
                calls,
                refused,
                jain,
                Duration.ofMillis(millis),
                Duration.ofMillis(2_550));
    }
}
