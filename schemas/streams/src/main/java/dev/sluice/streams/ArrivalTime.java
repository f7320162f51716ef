package dev.sluice.streams;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Orders the inputs of a task by the clock at polling instead of by the records' own time, which
 * any producer may set wrong. Of several inputs, Kafka Streams takes the buffered record with the
 * smallest timestamp: control records that pretend to be earlier go before requests, so that after
 * an outage no end waits behind the backlog of requests.
 */
public final class ArrivalTime implements TimestampExtractor {

    private static final Duration CONTROL_LEAD = Duration.ofHours(1);

    private final InstantSource clock;
    private final Duration lead;

    private ArrivalTime(InstantSource clock, Duration lead) {
        this.clock = clock;
        this.lead = lead;
    }

    /** For inputs that may wait: the polling clock. */
    public static ArrivalTime ofWork(InstantSource clock) {
        return new ArrivalTime(clock, Duration.ZERO);
    }

    /** For inputs that must not wait behind work: an hour before the polling clock. */
    public static ArrivalTime ofControl(InstantSource clock) {
        return new ArrivalTime(clock, CONTROL_LEAD);
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, clock.instant().minus(lead).toEpochMilli());
    }
}
