package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import dev.sluice.testing.kafka.FakeKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultsReaderTest {

    private final FakeKafka kafka = new FakeKafka((_, _) -> Optional.empty());
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
    private final Heard heard = new Heard();
    private Optional<ResultsReader> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(ResultsReader::close);
    }

    @Test
    void resultsThatComeAfterItIsPositionedAreHeard() {
        ResultsReader reader = read(ResultsReader.From.END);
        await().until(reader::positioned);

        kafka.write(Results.answered("a", "{}"));
        kafka.write(Results.answered("b", "{}"));

        await().untilAsserted(() -> assertThat(heard.ids).endsWith("a", "b"));
    }

    @Test
    void fromTheBeginningItHearsWhatWasThereAndSaysWhenThatIsAll() {
        kafka.write(Results.answered("a", "{}"));
        kafka.consumer.updateEndOffsets(Map.of(new TopicPartition("inference.results", 0), 1L));

        read(ResultsReader.From.BEGINNING);

        await().untilAsserted(() -> assertThat(heard.ids).containsExactly("a", "caught up"));
    }

    @Test
    void fromTheEndItIsCaughtUpAtOnce() {
        read(ResultsReader.From.END);

        await().untilAsserted(() -> assertThat(heard.ids).containsExactly("caught up"));
    }

    @Test
    void bytesThatAreNoResultAreSkipped() {
        ResultsReader reader = read(ResultsReader.From.END);
        await().until(reader::positioned);

        kafka.write("not avro".getBytes(StandardCharsets.UTF_8));
        kafka.write(new byte[0]);
        kafka.write(Results.answered("a", "{}"));

        await().untilAsserted(() -> assertThat(heard.ids).endsWith("a"));
        assertThat(reader.failure()).isEmpty();
        assertThat(reader.unreadable().orElseThrow()).startsWith("inference.results-0 offset 1 ");
    }

    @Test
    void aRegistryThatIsAwayIsAskedAgainAndNothingIsLost() {
        SlowRegistry slow = new SlowRegistry(kafka.registry(), 2);
        ResultsReader reader = read(slow, ResultsReader.From.END);
        await().until(reader::positioned);

        kafka.write(Results.answered("a", "{}"));
        kafka.write(Results.answered("b", "{}"));

        await().untilAsserted(() -> assertThat(heard.ids).endsWith("a", "b"));
        assertThat(slow.refusals).isZero();
        assertThat(reader.unreadable()).isEmpty();
    }

    @Test
    void silenceAndABrokerThatDoesNotAnswerEndReadiness() {
        ResultsReader reader = read(ResultsReader.From.END);
        await().until(reader::ready);

        kafka.consumer.setOffsetsException(new TimeoutException("no broker"));
        now.set(Samples.NOON.plus(Duration.ofSeconds(11)));

        assertThat(reader.ready()).isFalse();
        assertThat(reader.positioned()).isTrue();
    }

    @Test
    void silenceOfAnIdleTopicDoesNot() {
        ResultsReader reader = read(ResultsReader.From.END);
        await().until(reader::ready);

        now.set(Samples.NOON.plus(Duration.ofMinutes(5)));

        await().until(reader::ready);
    }

    @Test
    void anErrorThatCannotPassStopsItAndSaysWhy() {
        ResultsReader reader = read(ResultsReader.From.END);
        await().until(reader::positioned);

        kafka.consumer.setPollException(new KafkaException("not authorized"));

        await().until(() -> reader.failure().isPresent());
        assertThat(reader.failure().orElseThrow()).contains("inference.results", "not authorized");
        assertThat(reader.positioned()).isFalse();
    }

    @Test
    void afterCloseNothingIsHeard() {
        ResultsReader reader = read(ResultsReader.From.END);
        await().until(reader::positioned);

        reader.close();

        assertThat(kafka.consumer.closed()).isTrue();
        assertThat(reader.failure()).isEmpty();
    }

    private ResultsReader read(ResultsReader.From from) {
        return read(kafka.registry(), from);
    }

    private ResultsReader read(SchemaRegistry registry, ResultsReader.From from) {
        ResultsReader reader =
                ResultsReader.start(
                        kafka.consumer, registry, ResultsSource.all(), from, heard, now::get);
        opened = Optional.of(reader);
        return reader;
    }

    /** What the listener was told, in order. */
    private static final class Heard implements ResultsReader.Listener {
        private final List<String> ids = new CopyOnWriteArrayList<>();

        @Override
        public void onResult(InferenceResult result) {
            ids.add(result.getRequestId());
        }

        @Override
        public void onCaughtUp() {
            ids.add("caught up");
        }
    }

    /** Cannot be asked the first times. Used by the reader's thread. */
    private static final class SlowRegistry implements SchemaRegistry {
        private final SchemaRegistry there;
        private volatile int refusals;

        private SlowRegistry(SchemaRegistry there, int refusals) {
            this.there = there;
            this.refusals = refusals;
        }

        @Override
        public Schema schema(int id) {
            int left = refusals;
            if (left > 0) {
                refusals = left - 1;
                throw new RegistryUnavailableException("not yet");
            }
            return there.schema(id);
        }

        @Override
        public int id(String subject, Schema schema) {
            throw new AssertionError("who only reads asks for no schema of its own");
        }

        @Override
        public int register(String subject, Schema schema) {
            throw new AssertionError("who only reads registers nothing");
        }
    }
}
