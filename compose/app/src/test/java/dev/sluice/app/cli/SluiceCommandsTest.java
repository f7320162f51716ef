package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How a failure of a command is told. */
class SluiceCommandsTest {

    @Command(name = "program")
    private record Program(Callable<Integer> task) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            return task.call();
        }
    }

    static Object[] failures() {
        Exception disk = new IOException("disk full");
        return new Object[] {
            Arguments.of(new IllegalStateException("not ready"), "not ready"),
            Arguments.of(new IllegalStateException("not ready", disk), "not ready: disk full"),
            Arguments.of(new IllegalStateException("why: disk full", disk), "why: disk full"),
            Arguments.of(new IllegalStateException(disk), "java.io.IOException: disk full"),
            Arguments.of(new IllegalStateException("no", new IOException()), "no"),
            Arguments.of(new IllegalStateException(), "IllegalStateException"),
            Arguments.of(new InterruptedException(), "InterruptedException"),
            Arguments.of(new CommandFailure("say FILE", disk), "say FILE"),
            Arguments.of(new CommandFailure("say FILE"), "say FILE")
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_is_one_line_without_a_stack_trace_and_ends_with_two(
            Exception failure, String told) {
        Ran ran =
                run(() -> {
                    throw failure;
                });

        assertThat(ran).isEqualTo(new Ran(2, "", "sluice: " + told + System.lineSeparator()));
    }

    @Test
    void a_message_for_a_person_may_have_several_lines() {
        Ran ran =
                run(() -> {
                    throw new CommandFailure("a.yaml:1:1: one\na.yaml:2:1: two");
                });

        assertThat(ran.err().lines()).containsExactly("sluice: a.yaml:1:1: one", "a.yaml:2:1: two");
    }

    @Test
    void what_a_command_returns_is_how_the_program_ends() {
        assertThat(run(() -> 0)).isEqualTo(new Ran(0, "", ""));
        assertThat(run(() -> 1)).isEqualTo(new Ran(1, "", ""));
    }

    private static Ran run(Callable<Integer> task) {
        CommandLine commands = SluiceCommands.of(new Program(task));
        return Ran.of(commands);
    }
}
