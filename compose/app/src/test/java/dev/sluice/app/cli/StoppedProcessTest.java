package dev.sluice.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppedProcessTest {

    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void sigterm_ends_a_process_after_its_parts_are_closed() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoppedProcessTest.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("serving");

            process.toHandle().destroy();

            assertThat(out.readLine()).isEqualTo("closed");
            assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs in the process. */
    public static void main(String[] arguments) throws InterruptedException {
        int code =
                StopSignal.serve(
                        () -> System.out.println("closed"),
                        List::of,
                        new PrintWriter(System.err, true, UTF_8),
                        () -> System.out.println("serving"));
        System.exit(code);
    }
}
