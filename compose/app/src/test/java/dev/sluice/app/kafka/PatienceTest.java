package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PatienceTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofNanos(1);

    static List<Arguments> failures() {
        ConfigException unknownHost =
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers");
        return List.of(
                Arguments.of("topics that nobody made yet", TopicsException.notYet("lacks"), true),
                Arguments.of("topics of another width", TopicsException.wrong("3, not 4"), false),
                Arguments.of(
                        "fewer brokers than copies",
                        failed(new InvalidReplicationFactorException("1")),
                        true),
                Arguments.of("no broker in time", failed(new TimeoutException("no node")), true),
                Arguments.of(
                        "a broker that refuses",
                        failed(new TopicAuthorizationException("no")),
                        false),
                Arguments.of(
                        "the same without Sluice's words", new TimeoutException("no node"), true),
                Arguments.of(
                        "a host that has no address yet",
                        new KafkaException("no client", unknownHost),
                        true),
                Arguments.of(
                        "an address that is none",
                        new KafkaException("no client", new ConfigException("Invalid url")),
                        false),
                Arguments.of(
                        "a registry that is away", new RegistryUnavailableException("away"), true),
                Arguments.of(
                        "a schema that is not there", new SchemaNotFoundException("none"), false),
                Arguments.of("a mistake of ours", new IllegalStateException("x"), false),
                Arguments.of("nothing said at all", new ConfigException("k", null), false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("failures")
    void onlyWhatMayPassIsTriedAgain(String what, RuntimeException failure, boolean mayPass) {
        Deque<RuntimeException> ahead = new ArrayDeque<>(List.of(failure));

        if (mayPass) {
            assertThat(Patience.of(LONG, PAUSE).untilItWorks(failing(ahead))).isEqualTo("done");
        } else {
            assertThatThrownBy(() -> Patience.of(LONG, PAUSE).untilItWorks(failing(ahead)))
                    .as(what)
                    .isSameAs(failure);
        }
        assertThat(ahead).isEmpty();
    }

    @Test
    void itGoesOnUntilItWorks() {
        Deque<RuntimeException> ahead =
                new ArrayDeque<>(
                        List.of(
                                new TimeoutException("1"),
                                TopicsException.notYet("2"),
                                new RegistryUnavailableException("3")));

        Patience.of(LONG, PAUSE)
                .untilItRuns(() -> assertThat(failing(ahead).get()).isEqualTo("done"));

        assertThat(ahead).isEmpty();
    }

    @Test
    void withoutTimeThereIsOneTry() {
        Deque<RuntimeException> ahead =
                new ArrayDeque<>(List.of(new TimeoutException("1"), new TimeoutException("2")));

        assertThatThrownBy(() -> Patience.upTo(Duration.ZERO).untilItWorks(failing(ahead)))
                .hasMessage("1");
        assertThat(ahead).hasSize(1);
    }

    @Test
    void whoIsInterruptedDoesNotWait() {
        Deque<RuntimeException> ahead =
                new ArrayDeque<>(List.of(new TimeoutException("1"), new TimeoutException("2")));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Patience.of(LONG, PAUSE).untilItWorks(failing(ahead)))
                .hasMessage("1");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Throws what is ahead, one at each call, and then works. */
    private static Supplier<String> failing(Deque<RuntimeException> ahead) {
        return () -> {
            if (!ahead.isEmpty()) {
                throw ahead.remove();
            }
            return "done";
        };
    }

    private static TopicsException failed(RuntimeException cause) {
        return TopicsException.failed("cannot make them", new ExecutionException(cause));
    }
}
