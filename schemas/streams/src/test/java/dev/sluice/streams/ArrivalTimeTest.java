package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    void controlGoesAnHourBeforeWork() {
        ArrivalTime time = ArrivalTime.ofControl(() -> Samples.NOON);
        assertThat(time.extract(WITH_A_WRONG_CLOCK, 7))
                .isEqualTo(Samples.NOON.minusSeconds(3600).toEpochMilli());
    }
}
