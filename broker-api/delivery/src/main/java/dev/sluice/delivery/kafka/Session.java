package dev.sluice.delivery.kafka;

import dev.sluice.delivery.CommitClock;
import dev.sluice.delivery.Parcel;
import dev.sluice.delivery.Route;
import dev.sluice.delivery.StartPosition;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One courier's clients, from the moment it fenced its predecessor to the first trouble. What its
 * methods throw leaves it of no use: nothing is lost then, since copies and offset are written
 * together or not at all. Owned by a courier.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** What a step found. */
    enum Found {
        /** Nothing, and it does not know yet whether there is more. */
        NOTHING_YET,
        /** All there is, or something that is delivered now. */
        DELIVERED
    }

    private final Route route;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final TopicLook look;
    private final ResultsOfCustomer results;
    private final InstantSource clock;
    private final TopicPartition source;
    private final Outbox outbox;
    private CommitClock commits;

    private Session(
            Route route,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            TopicLook look,
            ResultsOfCustomer results,
            InstantSource clock) {
        this.route = route;
        this.consumer = consumer;
        this.producer = producer;
        this.look = look;
        this.results = results;
        this.clock = clock;
        this.source = new TopicPartition(Topics.RESULTS.name(), route.partition());
        consumer.assign(List.of(source));
        // First of all: whoever delivered before cannot commit any more, and what it did stands.
        producer.initTransactions();
        String sourceId = look.resultsId();
        this.outbox =
                new Outbox(
                        producer, consumer.groupMetadata(), source, sourceId, route.to().topic());
        this.commits = new CommitClock(begin(sourceId), clock.instant());
    }

    /** Takes the clients over; where it fails, they are closed. */
    static Session open(
            Route route,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            TopicLook look,
            ResultsOfCustomer results,
            InstantSource clock) {
        try {
            return new Session(route, consumer, producer, look, results, clock);
        } catch (RuntimeException e) {
            producer.close(CLOSE);
            consumer.close(CloseOptions.timeout(CLOSE));
            throw e;
        }
    }

    /** Reads what is there, or waits a moment for something, and delivers it. */
    Found step() {
        ConsumerRecords<byte[], byte[]> read = consumer.poll(POLL);
        List<Parcel> parcels =
                read.records(source).stream()
                        .flatMap(each -> results.parcel(each).stream())
                        .toList();
        long position = consumer.position(source);
        Instant now = clock.instant();
        if (!parcels.isEmpty()) {
            look.check(now);
            outbox.deliver(parcels, position);
            commits = new CommitClock(position, now);
            return Found.DELIVERED;
        }
        if (commits.due(position, now)) {
            outbox.commit(position);
            commits = new CommitClock(position, now);
        }
        boolean all = consumer.currentLag(source).orElse(Long.MAX_VALUE) == 0;
        return all ? Found.DELIVERED : Found.NOTHING_YET;
    }

    /** Ends a transaction that is open, without its records. */
    @Override
    public void close() {
        producer.close(CLOSE);
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    private long begin(String sourceId) {
        StartPosition start =
                StartPosition.of(
                        committed(),
                        new StartPosition.Log(
                                sourceId,
                                only(consumer.beginningOffsets(List.of(source))),
                                only(consumer.endOffsets(List.of(source)))));
        consumer.seek(source, start.offset());
        switch (start) {
            case StartPosition.Continued _ -> {}
            case StartPosition.AfterLoss(long offset, long lost) -> {
                warn(
                        "up to %d results were deleted before they were delivered; goes on at offset %d"
                                .formatted(lost, offset));
                outbox.commit(offset);
            }
            case StartPosition.OfNewLog(long offset) -> {
                warn("inference.results is not the log it was; goes on at offset " + offset);
                outbox.commit(offset);
            }
        }
        return start.offset();
    }

    private void warn(String what) {
        LOG.atWarn()
                .addKeyValue("customer", route.customer())
                .addKeyValue("partition", route.partition())
                .addKeyValue("what", what)
                .log("delivery could not go on where it was");
    }

    private Optional<StartPosition.Committed> committed() {
        Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(Set.of(source));
        return Optional.ofNullable(found.get(source))
                .map(it -> new StartPosition.Committed(it.offset(), it.metadata()));
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }
}
