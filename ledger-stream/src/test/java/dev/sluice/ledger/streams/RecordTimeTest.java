package dev.sluice.ledger.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimeTest {

    private static ConsumerRecord<Object, Object> stamped(long millis) {
        return new ConsumerRecord<>(
                "topic",
                0,
                0L,
                millis,
                TimestampType.CREATE_TIME,
                1,
                1,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
    }

    @ParameterizedTest(name = "{0} is taken as {1}")
    @CsvSource({
        "2026-01-01T11:00:00Z, 2026-01-01T11:00:00Z",
        "2026-01-01T12:00:00Z, 2026-01-01T12:00:00Z",
        "2026-02-01T00:00:00Z, 2026-01-01T12:00:00Z",
        "1960-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
    })
    void aTimeIsNeverAheadOfTheClockNorBeforeTheEpoch(Instant stamp, Instant expected) {
        RecordTime time = new RecordTime(() -> Samples.NOON);
        assertThat(time.extract(stamped(stamp.toEpochMilli()), -1))
                .isEqualTo(expected.toEpochMilli());
    }
}
