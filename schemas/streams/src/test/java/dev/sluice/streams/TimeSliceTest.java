package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeSliceTest {

    @Test
    void aSliceEndsAfterItsLengthAndTheNextOneStartsAnew() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10); // a nano clock may overflow
        TimeSlice slice = new TimeSlice(nanos::get, Duration.ofNanos(100));
        slice.begin();
        nanos.addAndGet(99);
        assertThat(slice.hasTime()).isTrue();
        nanos.addAndGet(1);
        assertThat(slice.hasTime()).isFalse();
        slice.begin();
        assertThat(slice.hasTime()).isTrue();
    }
}
