package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ArrivalTimeTest {

    private static final ConsumerRecord<Object, Object> WITH_A_WRONG_CLOCK =
            new ConsumerRecord<>("topic", 0, 0, "key", "value");

    @Test
    void workStandsAtThePollingClockWhateverItsOwnTime() {
        ArrivalTime time = ArrivalTime.ofWork(() -> Samples.NOON);
        assertThat(time.extract(WITH_A_WRONG_CLOCK, 7)).isEqualTo(Samples.NOON.toEpochMilli());
    }

    @Test
    void controlStandsBeforeAllWorkThatIsKept() {
        ArrivalTime time = ArrivalTime.ofControl(() -> Samples.NOON);
        assertThat(time.extract(WITH_A_WRONG_CLOCK, 7))
                .isEqualTo(Samples.NOON.minus(Duration.ofDays(30)).toEpochMilli());
    }

    @Test
    void aBrokersStampIsTakenAndAProducersIsNot() {
        ArrivalTime time = ArrivalTime.ofAppended(() -> Samples.NOON);
        long before = Samples.NOON.minusSeconds(90).toEpochMilli();
        assertThat(time.extract(stamped(TimestampType.LOG_APPEND_TIME, before), 7))
                .isEqualTo(before);
        assertThat(time.extract(stamped(TimestampType.CREATE_TIME, before), 7))
                .isEqualTo(Samples.NOON.toEpochMilli());
    }

    @Test
    void aStampIsNeverInTheFutureNorFarBack() {
        ArrivalTime time = ArrivalTime.ofOwn(() -> Samples.NOON);
        long future = Samples.NOON.plusSeconds(90).toEpochMilli();
        assertThat(time.extract(stamped(TimestampType.CREATE_TIME, future), 7))
                .isEqualTo(Samples.NOON.toEpochMilli());
        assertThat(time.extract(WITH_A_WRONG_CLOCK, 7))
                .isEqualTo(Samples.NOON.minus(Duration.ofDays(8)).toEpochMilli());
    }

    private static ConsumerRecord<Object, Object> stamped(TimestampType type, long timestamp) {
        return new ConsumerRecord<>(
                "topic",
                0,
                0,
                timestamp,
                type,
                0,
                0,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
    }
}
