package dev.sluice.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code sluice simulator} as a process of its own, so that what it takes is in nobody's account.
 */
final class SimulatorProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/v1");
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final int port;

    private SimulatorProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        // A bench that is broken off must not leave it behind.
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("bench-simulator-stop")
                                .unstarted(process::destroy));
    }

    /** Stands in for the provider {@code sim} of the configuration; files go to {@code folder}. */
    static SimulatorProcess start(Path folder, String yaml) {
        try {
            Path config = Files.writeString(folder.resolve("simulator.yaml"), yaml);
            Process process =
                    new ProcessBuilder(command(folder, config))
                            .redirectError(folder.resolve("simulator.err").toFile())
                            .start();
            return serving(process, process.inputReader(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated provider does not start", e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SimulatorProcess serving(Process process, BufferedReader lines)
            throws IOException {
        String line = lines.readLine();
        Matcher matcher = PORT.matcher(String.valueOf(line));
        if (!matcher.find()) {
            process.destroy();
            throw new IOException("it said: " + line);
        }
        return new SimulatorProcess(process, Integer.parseInt(matcher.group(1)));
    }

    /** This program again, on the same class path. */
    private static List<String> command(Path folder, Path config) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dsluice.log.to=FILE",
                "-Dsluice.log.file=" + folder.resolve("simulator.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.app.Main",
                "simulator",
                "--config",
                config.toString(),
                "--provider",
                "sim",
                "--port",
                "0");
    }
}
