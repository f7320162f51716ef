package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void jitterIsTheSameForTheSameAttempt() {
        String id = Samples.requestId(7);
        assertThat(Backoff.fraction(id, 1)).isEqualTo(Backoff.fraction(id, 1));
        assertThat(Backoff.fraction(id, 1)).isNotEqualTo(Backoff.fraction(id, 2));
    }

    @Test
    void jitterSpreadsManyRequestsEvenly() {
        var tenths =
                IntStream.range(0, 1000)
                        .mapToDouble(offset -> Backoff.fraction(Samples.requestId(offset), 1))
                        .mapToObj(fraction -> (int) Math.floor(fraction * 10))
                        .collect(Collectors.groupingBy(tenth -> tenth, Collectors.counting()));
        assertThat(tenths).hasSize(10);
        assertThat(tenths.values()).allMatch(count -> count > 60);
    }
}
