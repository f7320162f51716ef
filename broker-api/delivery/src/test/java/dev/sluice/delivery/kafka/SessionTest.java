package dev.sluice.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.delivery.Route;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.ResultSamples;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** One courier's clients, on Kafka's own mocks of them. Offsets 100 to 199 of the log are there. */
class SessionTest {

    private static final Route ROUTE =
            new Route("acme", 2, new ResultsTopic("out.acme", ResultsTopic.Format.JSON));

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Committing consumer = new Committing();
    private final CustomerTopic topic = new CustomerTopic(1_000_000);
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
    private final Set<String> missing = new HashSet<>();

    @Test
    void aFirstStartBeginsAtTheEarliestResult() {
        Session session = open();
        write(100, "acme");
        write(101, "globex");
        write(102, "acme");

        assertThat(session.step()).isEqualTo(Session.Found.DELIVERED);

        assertThat(delivered()).containsExactly("acme/100", "acme/102");
        assertThat(topic.commits()).containsExactly(new OffsetAndMetadata(103, "id-1"));
    }

    @Test
    void aLaterOneGoesOnWhereTheFormerCommitted() {
        committed(new OffsetAndMetadata(150, "id-1"));
        Session session = open();
        write(150, "acme");

        session.step();

        assertThat(delivered()).containsExactly("acme/150");
    }

    @Test
    void whatRetentionTookIsToldOnceAndCommittedAtOnce() {
        committed(new OffsetAndMetadata(20, "id-1"));

        open();

        assertThat(consumer.position(CustomerTopic.SOURCE)).isEqualTo(100);
        assertThat(topic.commits()).containsExactly(new OffsetAndMetadata(100, "id-1"));
    }

    @Test
    void ofALogThatWasMadeAnewNothingWasDelivered() {
        committed(new OffsetAndMetadata(150, "id-0"));

        open();

        assertThat(consumer.position(CustomerTopic.SOURCE)).isEqualTo(100);
        assertThat(topic.commits()).containsExactly(new OffsetAndMetadata(100, "id-1"));
    }

    @Test
    void othersResultsAreCommittedAfterAWhile() {
        Session session = open();
        write(100, "globex");

        session.step();
        assertThat(topic.commits()).isEmpty();

        now.set(Samples.NOON.plus(Duration.ofSeconds(5)));
        session.step();
        assertThat(topic.commits()).containsExactly(new OffsetAndMetadata(101, "id-1"));
        assertThat(topic.history()).isEmpty();
    }

    @Test
    void whenAllIsReadThereIsNothingToWaitFor() {
        committed(new OffsetAndMetadata(200, "id-1"));

        assertThat(open().step()).isEqualTo(Session.Found.DELIVERED);
    }

    @Test
    void whileMoreIsToComeItDoesNotSayThatAllIsWell() {
        assertThat(open().step()).isEqualTo(Session.Found.NOTHING_YET);
    }

    @Test
    void aTopicThatWentAwayIsSeenBeforeAnythingIsWritten() {
        Session session = open();
        missing.add("out.acme");
        write(100, "acme");
        now.set(Samples.NOON.plus(Duration.ofSeconds(1)));

        assertThatThrownBy(session::step).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(topic.transactions()).isZero();
    }

    @Test
    void whereItCannotBeginItsClientsAreClosed() {
        topic.initTransactionException = new ProducerFencedException("another one");

        assertThatThrownBy(this::open).isInstanceOf(ProducerFencedException.class);
        assertThat(topic.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    private Session open() {
        registry.register(Topics.RESULTS.subject(), Topics.RESULTS.schema());
        consumer.updateBeginningOffsets(Map.of(CustomerTopic.SOURCE, 100L));
        consumer.updateEndOffsets(Map.of(CustomerTopic.SOURCE, 200L));
        TopicLook look =
                new TopicLook(
                        name -> {
                            if (missing.contains(name)) {
                                throw new UnknownTopicOrPartitionException(name);
                            }
                            return "id-1";
                        },
                        "out.acme");
        look.check(now.get());
        return Session.open(
                ROUTE, consumer, topic, look, ResultsOfCustomer.of(ROUTE, registry), now::get);
    }

    private void committed(OffsetAndMetadata offset) {
        consumer.committed.put(CustomerTopic.SOURCE, offset);
    }

    private void write(long offset, String customer) {
        consumer.addRecord(
                new ConsumerRecord<>(
                        CustomerTopic.SOURCE.topic(),
                        CustomerTopic.SOURCE.partition(),
                        offset,
                        customer.getBytes(StandardCharsets.UTF_8),
                        AvroWire.of(Topics.RESULTS, registry)
                                .encode(
                                        ResultSamples.answered("{}")
                                                .setRequestId(customer + "/" + offset)
                                                .setTenant(new Tenant(customer, "t", "k"))
                                                .build())));
    }

    private List<String> delivered() {
        return topic.history().stream()
                .map(sent -> new String(sent.key(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Kafka's own mock forgets what was committed when it is assigned. */
    private static final class Committing extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

        Committing() {
            super("none");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions) {
            return Map.copyOf(committed);
        }
    }
}
