package dev.sluice.ledger.streams;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time that a record carries, but never before 1970 and never ahead of the clock: a writer
 * whose clock runs days fast must not make the ledger forget what it charged. Decisions and ends
 * are read in the order of these times, as far as they are there, so that the audit log tells them
 * in the order in which they happened.
 */
final class RecordTime implements TimestampExtractor {

    private final InstantSource clock;

    RecordTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.clamp(record.timestamp(), 0, Math.max(0, clock.millis()));
    }
}
