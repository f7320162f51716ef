package dev.sluice.delivery.kafka;

import dev.sluice.delivery.Copy;
import dev.sluice.delivery.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes copies and the offset behind them in one transaction: both or neither. What it throws ends
 * the transaction and the use of its producer. Owned by a courier.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Two records of one size may differ by some bytes on the wire. */
    private static final int WIRE_SLACK = 16;

    private final Producer<byte[], byte[]> producer;
    private final ConsumerGroupMetadata group;
    private final TopicPartition source;
    private final String sourceId;
    private final String topic;

    /**
     * @param source where the results stand
     * @param sourceId Kafka's id of the source's topic, kept with each offset
     */
    Outbox(
            Producer<byte[], byte[]> producer,
            ConsumerGroupMetadata group,
            TopicPartition source,
            String sourceId,
            String topic) {
        this.producer = producer;
        this.group = group;
        this.source = source;
        this.sourceId = sourceId;
        this.topic = topic;
    }

    /** Commits that everything before {@code next} is done with. */
    void commit(long next) {
        producer.beginTransaction();
        end(next);
    }

    /**
     * Delivers all of {@code parcels} and commits {@code next}. Those that the topic does not take
     * go as stand-ins; which ones shows only by trying, since a producer does not tell which record
     * of a transaction was refused, and the topic's bound may be none of ours to read.
     *
     * @throws TopicTooSmallException where it does not take a stand-in either
     */
    void deliver(List<Parcel> parcels, long next) {
        deliver(parcels, next, Integer.MAX_VALUE);
    }

    /**
     * @param refused a size that was refused; what is as large is not tried
     * @return the least size that was refused by now
     */
    private int deliver(List<Parcel> parcels, long next, int refused) {
        List<Parcel> fitting =
                parcels.stream()
                        .map(each -> each.copy().bytes() < refused ? each : each.standIn(topic))
                        .toList();
        if (isTaken(fitting, next)) {
            fitting.forEach(this::tell);
            return refused;
        }
        Parcel first = fitting.getFirst();
        if (fitting.size() > 1) {
            int half = fitting.size() / 2;
            Parcel middle = fitting.get(half);
            int known = deliver(fitting.subList(0, half), middle.from().offset(), refused);
            return deliver(fitting.subList(half, fitting.size()), next, known);
        }
        if (first.content() == Parcel.Content.STAND_IN) {
            throw new TopicTooSmallException(topic, first.copy().bytes());
        }
        return deliver(
                List.of(first.standIn(topic)), next, refusedFrom(first.copy().bytes(), refused));
    }

    private static int refusedFrom(int bytes, int refused) {
        return Math.min(refused, bytes + WIRE_SLACK);
    }

    private void tell(Parcel parcel) {
        if (parcel.content() == Parcel.Content.STAND_IN) {
            LOG.atWarn()
                    .addKeyValue("requestId", parcel.result().getRequestId())
                    .addKeyValue("customer", parcel.result().getTenant().getCustomer())
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", parcel.from().partition())
                    .addKeyValue("offset", parcel.from().offset())
                    .log("a result is too large for the customer's topic; delivered without it");
        }
    }

    /** False: something in it is too large, and nothing of it was written. */
    private boolean isTaken(List<Parcel> parcels, long next) {
        producer.beginTransaction();
        try {
            for (Parcel parcel : parcels) {
                Future<RecordMetadata> _ = producer.send(toRecord(parcel.copy()));
            }
            end(next);
            return true;
        } catch (KafkaException e) {
            if (!Troubles.isTooLarge(e)) {
                throw e;
            }
            producer.abortTransaction();
            return false;
        }
    }

    private void end(long next) {
        producer.sendOffsetsToTransaction(
                Map.of(source, new OffsetAndMetadata(next, sourceId)), group);
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> toRecord(Copy copy) {
        List<Header> headers =
                copy.headers().entrySet().stream()
                        .<Header>map(it -> new RecordHeader(it.getKey(), utf8(it.getValue())))
                        .toList();
        return new ProducerRecord<>(
                topic,
                null,
                copy.at().toEpochMilli(),
                utf8(copy.key()),
                copy.value().array(),
                headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
