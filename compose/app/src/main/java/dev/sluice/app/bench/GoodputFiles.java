package dev.sluice.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.bench.picture.Picture;
import dev.sluice.app.bench.picture.Picture.Line;
import dev.sluice.app.bench.picture.Picture.Panel;
import dev.sluice.app.bench.picture.Picture.Point;
import dev.sluice.app.bench.plan.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes what was measured: figures as JSON, and a picture of each case. */
final class GoodputFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GoodputFiles() {}

    /**
     * @throws IllegalArgumentException where it cannot be written
     */
    static void checkJson(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
            throw new IllegalArgumentException(
                    "--json %s is a folder or must not be written: name a file".formatted(file));
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                    "--json %s cannot be written: make the folder %s, or name another"
                            .formatted(file, folder));
        }
    }

    /**
     * Makes the folder.
     *
     * @throws IllegalArgumentException where nothing can be written there
     */
    static void checkPictures(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw unusable(folder, new AccessDeniedException(folder.toString()));
        }
    }

    private static IllegalArgumentException unusable(Path folder, IOException why) {
        return new IllegalArgumentException(
                "--svg %s is no folder to write to (%s): name another"
                        .formatted(folder, why.getClass().getSimpleName()));
    }

    static void writeJson(Path file, List<GoodputBench.CaseRun> runs) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (GoodputBench.CaseRun run : runs) {
            run.clients()
                    .forEach(client ->
                            put(all.addObject().put("case", run.load().name()), client.figures()));
        }
        try {
            Files.writeString(
                    file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static void writePictures(Path folder, List<GoodputBench.CaseRun> runs) {
        try {
            Files.createDirectories(folder);
            for (GoodputBench.CaseRun run : runs) {
                Files.writeString(folder.resolve(run.load().name() + ".svg"), picture(run).svg());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write pictures to " + folder, e);
        }
    }

    private static void put(ObjectNode node, Figures figures) {
        node.put("client", figures.client())
                .put("requests", figures.requests())
                .put("answered", figures.answered())
                .put("failed_before_deadline", figures.failedEarly())
                .put("provider_calls", figures.calls())
                .put("provider_429s", figures.refused429())
                .put("wasted_calls", figures.wasted())
                .put("seconds", seconds(figures.elapsed()))
                .put("ideal_seconds", seconds(figures.ideal()))
                .put("goodput", figures.goodput())
                .put("jain", figures.jain());
    }

    private static Picture picture(GoodputBench.CaseRun run) {
        double longest =
                run.clients().stream()
                        .mapToDouble(client -> seconds(client.figures().elapsed()))
                        .max()
                        .orElse(1);
        return new Picture(
                "%,d requests, %s".formatted(run.load().requests().size(), run.load().what()),
                List.of(
                        panel("requests waiting", run, Sampler.Moment::waitingPoint),
                        panel("calls in flight", run, Sampler.Moment::inFlightPoint),
                        panel("429s so far", run, Sampler.Moment::refusedPoint)),
                longest,
                new Picture.Mark(
                        "the keys allow %.1f s".formatted(seconds(run.load().ideal())),
                        seconds(run.load().ideal())));
    }

    private static Panel panel(
            String title, GoodputBench.CaseRun run, Function<Sampler.Moment, Point> value) {
        return new Panel(
                title,
                run.clients().stream()
                        .map(client ->
                                new Line(
                                        client.contestant().title(),
                                        client.moments().stream().map(value).toList()))
                        .toList());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
