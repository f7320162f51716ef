package dev.sluice.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Orders the inputs of a task by when they arrived, never by a time that some producer set. Of
 * several inputs, Kafka Streams takes the buffered record with the smallest timestamp: control
 * records pretend to be older than any work, so that after an outage no end waits behind the
 * backlog of requests.
 */
public final class ArrivalTime implements TimestampExtractor {

    /** Longer than any topic with work is kept. */
    private static final Duration CONTROL_LEAD = Duration.ofDays(30);

    /** A time that is further back is not one of a broker. */
    private static final Duration STAMP_AGE_MAX = Duration.ofDays(8);

    private final InstantSource clock;
    private final Source source;

    private enum Source {
        POLLING_CLOCK,
        BROKERS_STAMP,
        OWN_STAMP,
        CONTROL
    }

    private ArrivalTime(InstantSource clock, Source source) {
        this.clock = clock;
        this.source = source;
    }

    /** For inputs that may wait: the polling clock. */
    public static ArrivalTime ofWork(InstantSource clock) {
        return new ArrivalTime(clock, Source.POLLING_CLOCK);
    }

    /**
     * For inputs that may wait and are stamped by the broker: when it appended the record; the
     * polling clock where the topic was made otherwise and the stamp is a producer's.
     */
    public static ArrivalTime ofAppended(InstantSource clock) {
        return new ArrivalTime(clock, Source.BROKERS_STAMP);
    }

    /** For inputs that may wait and that only the stage itself writes: the record's own time. */
    public static ArrivalTime ofOwn(InstantSource clock) {
        return new ArrivalTime(clock, Source.OWN_STAMP);
    }

    /** For inputs that must not wait behind work. */
    public static ArrivalTime ofControl(InstantSource clock) {
        return new ArrivalTime(clock, Source.CONTROL);
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        Instant now = clock.instant();
        long millis =
                switch (source) {
                    case POLLING_CLOCK -> now.toEpochMilli();
                    case BROKERS_STAMP ->
                            record.timestampType() == TimestampType.LOG_APPEND_TIME
                                    ? believable(record.timestamp(), now)
                                    : now.toEpochMilli();
                    case OWN_STAMP -> believable(record.timestamp(), now);
                    case CONTROL -> now.minus(CONTROL_LEAD).toEpochMilli();
                };
        return Math.max(0, millis);
    }

    private static long believable(long stamp, Instant now) {
        return Math.clamp(stamp, now.minus(STAMP_AGE_MAX).toEpochMilli(), now.toEpochMilli());
    }
}
