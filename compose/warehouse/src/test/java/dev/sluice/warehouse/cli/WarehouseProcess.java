package dev.sluice.warehouse.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code sluice warehouse up} as a process of its own, so that it can be killed. */
final class WarehouseProcess implements AutoCloseable {

    private static final long END_SECONDS_MAX = 120;

    private final Process process;
    private final Path said;

    private WarehouseProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts the command, which logs into the folder, and returns at once. */
    static WarehouseProcess start(Path folder, List<String> arguments) throws IOException {
        Path said = Files.createTempFile(folder, "up", ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        // Where the worker stands must not show in the rows.
                        "-Duser.timezone=America/New_York",
                        "-Dlogback.configurationFile=logback.xml",
                        "-Dsluice.log.to=FILE",
                        "-Dsluice.log.file=" + folder.resolve("warehouse.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(arguments);
        return new WarehouseProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start(),
                said);
    }

    void awaitLine(String words) {
        Awaitility.await(words)
                .atMost(WarehouseScene.PATIENCE)
                .until(() -> said().contains(words) || !process.isAlive());
        if (!said().contains(words)) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + said());
        }
    }

    /** All that it printed so far. */
    String said() {
        try {
            return Files.readString(said, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, as Ctrl-C; returns the exit code. */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    int awaitEnd() {
        try {
            if (process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + said());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
