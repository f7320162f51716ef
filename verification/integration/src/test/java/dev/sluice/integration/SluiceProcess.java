package dev.sluice.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sluice up} as a process of its own, so that it can be killed. */
final class SluiceProcess implements AutoCloseable {

    private static final Pattern HTTP = Pattern.compile("HTTP +http://127\\.0\\.0\\.1:(\\d+)/");

    private final Process process;
    private final int httpPort;

    private SluiceProcess(Process process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /** Starts on {@code folder}, which has {@code sluice.yaml}, and returns when it serves. */
    static SluiceProcess up(Path folder, int kafkaPort) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Xmx768m",
                                "-XX:+UseSerialGC",
                                "-Dsluice.log.to=FILE",
                                "-Dsluice.log.file=" + folder.resolve("sluice.log"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.sluice.app.Main",
                                "up",
                                "--config",
                                folder.resolve("sluice.yaml").toString(),
                                "--data",
                                folder.resolve("data").toString(),
                                "--kafka-port",
                                Integer.toString(kafkaPort),
                                "--http-port",
                                "0",
                                "--registry-port",
                                "0")
                        .redirectErrorStream(true)
                        .start();
        return new SluiceProcess(process, awaitUp(process));
    }

    int httpPort() {
        return httpPort;
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGTERM, as Ctrl-C. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int awaitUp(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        int port = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher matcher = HTTP.matcher(line);
            port = matcher.find() ? Integer.parseInt(matcher.group(1)) : port;
            if (line.startsWith("Ctrl-C")) {
                Thread.ofVirtual().start(() -> drain(lines));
                return port;
            }
        }
        throw new AssertionError("sluice up ended: " + List.of(said.toString()));
    }

    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                // A full pipe would stop the process.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
