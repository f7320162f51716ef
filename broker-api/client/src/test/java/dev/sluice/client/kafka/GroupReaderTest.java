package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.testing.Results;
import dev.sluice.testing.kafka.FakeKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupReaderTest {

    private static final TopicPartition FIRST = new TopicPartition("inference.results", 0);

    private final FakeKafka kafka = new FakeKafka((_, _) -> Optional.empty());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicReference<GroupReader.Listener> listener =
            new AtomicReference<>(result -> heard.add(result.getRequestId()));
    private Optional<GroupReader> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(GroupReader::close);
    }

    @Test
    void whatWasHandledIsCommitted() {
        join();

        kafka.write(Results.answered("a", "{}"));
        kafka.write(Results.answered("b", "{}"));

        await().untilAsserted(() -> assertThat(committed()).isEqualTo(2));
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void whatTheListenerIsStillAtIsNot() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        listener.set(result -> {
            busy.countDown();
            go.await();
        });
        join();

        kafka.write(Results.answered("a", "{}"));

        busy.await();
        assertThat(committed()).isZero();
        go.countDown();
        await().untilAsserted(() -> assertThat(committed()).isEqualTo(1));
    }

    @Test
    void aListenerThatThrowsStopsItBeforeThatResult() {
        IllegalStateException broken = new IllegalStateException("disk full");
        listener.set(result -> {
            if (result.getRequestId().equals("b")) {
                throw broken;
            }
            heard.add(result.getRequestId());
        });
        GroupReader reader = join();

        kafka.write(Results.answered("a", "{}"));
        kafka.write(Results.answered("b", "{}"));
        kafka.write(Results.answered("c", "{}"));

        await().until(reader.ended()::isDone);
        assertThat(reader.ended().exceptionNow()).isSameAs(broken);
        assertThat(heard).containsExactly("a");
        assertThat(kafka.consumer.closed()).isTrue();
        assertThat(kafka.consumer.lastCommitted(FIRST)).isEqualTo(1);
    }

    @Test
    void anErrorOfTheListenerIsSeenToo() {
        listener.set(_ -> {
            throw new AssertionError("expected");
        });
        GroupReader reader = join();

        kafka.write(Results.answered("a", "{}"));

        await().until(reader.ended()::isDone);
        assertThat(reader.ended().exceptionNow()).hasMessage("expected");
    }

    @Test
    void whatCannotBeReadStopsItAndSaysWhereItIs() {
        GroupReader reader = join();

        kafka.write("{\"id\":1}".getBytes(StandardCharsets.UTF_8));

        await().until(reader.ended()::isDone);
        assertThat(reader.ended().exceptionNow())
                .hasMessageContaining("inference.results-0 offset 0")
                .hasMessageContaining("wire format");
        assertThat(committed()).isZero();
    }

    @Test
    void ofACustomerOnlyItsResultsAreHeardAndAllAreCommitted() {
        join(new ResultsSource("inference.results", Optional.of("globex")));

        kafka.write(Results.answered("of acme", "{}"));
        kafka.write(of("globex", "theirs"));

        await().untilAsserted(() -> assertThat(committed()).isEqualTo(2));
        assertThat(heard).containsExactly("theirs");
    }

    @Test
    void aPartitionThatGoesToAnotherIsCommittedFirst() {
        listener.set(result -> {
            heard.add(result.getRequestId());
            // Before the reader comes to a pause in which it would commit anyway.
            kafka.consumer.schedulePollTask(() -> kafka.consumer.rebalance(List.of()));
        });
        join();

        kafka.write(Results.answered("a", "{}"));

        await().untilAsserted(() -> assertThat(committed()).isEqualTo(1));
        assertThat(kafka.consumer.assignment()).isEmpty();
    }

    @Test
    void closingCommitsWhatWasHandledAndNoMore() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        listener.set(result -> {
            busy.countDown();
            heard.add(result.getRequestId());
        });
        GroupReader reader = join();
        kafka.write(Results.answered("a", "{}"));
        busy.await();

        reader.close();

        assertThat(reader.ended()).isCompleted();
        assertThat(kafka.consumer.closed()).isTrue();
        assertThat(kafka.consumer.lastCommitted(FIRST)).isEqualTo(1);
    }

    @Test
    void aListenerThatDoesNotEndIsInterrupted() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        listener.set(_ -> {
            busy.countDown();
            new CountDownLatch(1).await();
        });
        GroupReader reader = join();
        kafka.write(Results.answered("a", "{}"));
        busy.await();

        reader.close(Duration.ofMillis(10));

        assertThat(reader.ended()).isCompleted();
        assertThat(kafka.consumer.lastCommitted(FIRST)).isZero();
    }

    @Test
    void aListenerMayCloseItsOwnReader() {
        AtomicReference<GroupReader> own = new AtomicReference<>();
        listener.set(_ -> own.get().close());
        own.set(join());

        kafka.write(Results.answered("a", "{}"));

        await().until(own.get().ended()::isDone);
        assertThat(own.get().ended()).isCompleted();
        assertThat(kafka.consumer.lastCommitted(FIRST)).isEqualTo(1);
    }

    @Test
    void aTopicThatIsNotThereIsSaidAtOnce() {
        assertThatThrownBy(() -> join(new ResultsSource("results.nobody", Optional.empty())))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("results.nobody");
        assertThat(kafka.consumer.closed()).isTrue();
    }

    private GroupReader join() {
        return join(ResultsSource.all());
    }

    /** A member that has the first partition when this returns. */
    private GroupReader join(ResultsSource source) {
        GroupReader reader =
                GroupReader.start(
                        kafka.consumer,
                        kafka.registry(),
                        source,
                        "group",
                        Duration.ofSeconds(1),
                        result -> listener.get().onResult(result));
        opened = Optional.of(reader);
        kafka.consumer.schedulePollTask(() -> kafka.consumer.rebalance(List.of(FIRST)));
        await().until(() -> !kafka.consumer.assignment().isEmpty());
        return reader;
    }

    private long committed() {
        return kafka.consumer.lastCommitted(FIRST);
    }

    private static InferenceResult of(String customer, String id) {
        InferenceResult result = Results.answered(id, "{}");
        return InferenceResult.newBuilder(result)
                .setTenant(Tenant.newBuilder(result.getTenant()).setCustomer(customer).build())
                .build();
    }
}
