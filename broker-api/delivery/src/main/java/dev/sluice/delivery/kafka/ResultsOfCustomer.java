package dev.sluice.delivery.kafka;

import dev.sluice.delivery.Copy;
import dev.sluice.delivery.Parcel;
import dev.sluice.delivery.Route;
import dev.sluice.delivery.SourcePosition;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes parcels of one customer's results, and of nobody else's. Owned by a courier. */
final class ResultsOfCustomer {

    private static final Logger LOG = LoggerFactory.getLogger(ResultsOfCustomer.class);

    private final String customer;
    private final byte[] key;
    private final AvroWire<InferenceResult> wire;
    private final Function<InferenceResult, byte[]> encode;

    private ResultsOfCustomer(
            String customer,
            AvroWire<InferenceResult> wire,
            Function<InferenceResult, byte[]> encode) {
        this.customer = customer;
        this.key = customer.getBytes(StandardCharsets.UTF_8);
        this.wire = wire;
        this.encode = encode;
    }

    /** Registers the schema of the customer's topic, where that takes Avro. */
    static ResultsOfCustomer of(Route route, SchemaRegistry registry) {
        return new ResultsOfCustomer(
                route.customer(),
                AvroWire.of(Topics.RESULTS, registry),
                switch (route.to().format()) {
                    case JSON -> Copy::json;
                    case AVRO -> wireOf(route.to().topic(), registry)::encode;
                });
    }

    /**
     * The record as a parcel; empty where it is another customer's, or no result. Customers share
     * partitions: key and content must both say whose it is.
     */
    Optional<Parcel> parcel(ConsumerRecord<byte[], byte[]> found) {
        if (!Arrays.equals(key, found.key()) || found.value() == null) {
            return Optional.empty();
        }
        try {
            InferenceResult result = wire.decode(found.value());
            if (!result.getTenant().getCustomer().equals(customer)) {
                skipped(found, "it is of another customer than its key says");
                return Optional.empty();
            }
            SourcePosition from =
                    new SourcePosition(found.topic(), found.partition(), found.offset());
            return Optional.of(Parcel.whole(from, result, encode));
        } catch (SerializationException e) {
            skipped(found, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void skipped(ConsumerRecord<byte[], byte[]> found, String why) {
        LOG.atWarn()
                .addKeyValue("customer", customer)
                .addKeyValue("partition", found.partition())
                .addKeyValue("offset", found.offset())
                .addKeyValue("reason", why)
                .log("not a result that can be delivered, skipped");
    }

    private static AvroWire<InferenceResult> wireOf(String topic, SchemaRegistry registry) {
        Topic<InferenceResult> theirs =
                new Topic<>(
                        topic,
                        InferenceResult.class,
                        Topics.RESULTS.schema(),
                        Topics.RESULTS.partitioning(),
                        Topics.RESULTS.retention(),
                        Topics.RESULTS.stamp());
        int _ = registry.register(theirs.subject(), theirs.schema());
        return AvroWire.of(theirs, registry);
    }
}
