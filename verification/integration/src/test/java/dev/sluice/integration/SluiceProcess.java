package dev.sluice.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code sluice} command as a process of its own, so that it can be killed. */
final class SluiceProcess implements AutoCloseable {

    private static final Pattern HTTP = Pattern.compile("HTTP +http://127\\.0\\.0\\.1:(\\d+)/");

    /** How a command ended that was not to run on, and all that it said. */
    record Ended(int code, String said) {}

    private final Process process;
    private final BufferedReader lines;
    private int httpPort;

    private SluiceProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts on {@code folder}, which has {@code sluice.yaml}, and returns when it serves. */
    static SluiceProcess up(Path folder, int kafkaPort) throws IOException {
        SluiceProcess up =
                start(
                        folder.resolve("sluice.log"),
                        "-Xmx768m",
                        upArguments(folder, kafkaPort, 0, 0));
        up.awaitLine("Ctrl-C");
        return up;
    }

    /** As a person would who tries it out: without a configuration. */
    static SluiceProcess trial(Path folder, int kafkaPort) throws IOException {
        List<String> arguments =
                List.of(
                        "up",
                        "--data",
                        folder.resolve("data").toString(),
                        "--kafka-port",
                        Integer.toString(kafkaPort),
                        "--http-port",
                        "0",
                        "--registry-port",
                        "0",
                        "--health-port",
                        "0");
        SluiceProcess up = start(folder.resolve("sluice.log"), "-Xmx768m", arguments);
        up.awaitLine("Ctrl-C");
        return up;
    }

    static List<String> upArguments(Path folder, int kafkaPort, int httpPort, int registryPort) {
        return List.of(
                "up",
                "--config",
                folder.resolve("sluice.yaml").toString(),
                "--data",
                folder.resolve("data").toString(),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--http-port",
                Integer.toString(httpPort),
                "--registry-port",
                Integer.toString(registryPort),
                "--health-port",
                "0");
    }

    /** Starts one role and returns at once; it logs to {@code folder}. */
    static SluiceProcess run(Path folder, String role, String instance, List<String> more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", role, "--instance", instance));
        arguments.addAll(more);
        return start(folder.resolve(instance + ".log"), "-Xmx256m", arguments);
    }

    /** Runs a command that is expected to end by itself. */
    static Ended toItsEnd(Path folder, List<String> arguments) throws IOException {
        try (SluiceProcess command =
                start(folder.resolve("ended.log"), "-Xmx512m", List.copyOf(arguments))) {
            String said = String.join("\n", command.lines.lines().toList());
            return new Ended(command.awaitEnd(), said);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Reads on until a line has {@code words}; from then on nobody listens to the process. */
    void awaitLine(String words) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher matcher = HTTP.matcher(line);
            httpPort = matcher.find() ? Integer.parseInt(matcher.group(1)) : httpPort;
            if (line.contains(words)) {
                Thread.ofVirtual().start(this::drain);
                return;
            }
        }
        throw new AssertionError("sluice ended: " + said);
    }

    /** The door's port, as {@code up} says it. */
    int httpPort() {
        return httpPort;
    }

    long pid() {
        return process.pid();
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

    @Override
    public void close() {
        stop();
    }

    private int awaitEnd() {
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new AssertionError("sluice does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static SluiceProcess start(Path log, String heap, List<String> arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                heap,
                                "-XX:+UseSerialGC",
                                "-Dsluice.log.to=FILE",
                                "-Dsluice.log.file=" + log,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.sluice.app.Main"));
        command.addAll(arguments);
        return new SluiceProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void drain() {
        try {
            while (lines.readLine() != null) {
                // A full pipe would stop the process.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
