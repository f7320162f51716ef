package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdealScheduleTest {

    @ParameterizedTest(name = "{0} requests, {1} keys of {2}/min, burst {3}: {4} s")
    @CsvSource({
        "1000, 5, 600, 10, 19.3",
        "50, 5, 600, 10, 0.3",
        "51, 5, 600, 10, 0.4",
        "3500, 50, 120, 10, 30.3",
        "200, 1, 60, 5, 195.3",
    })
    void whereRatesAloneLimitItIsTheRequestsBeyondTheBurstsAtTheRate(
            int requests, int keys, long perMinute, long burst, double seconds) {
        assertThat(
                        seconds(
                                keys(keys, LoadKey.requests(perMinute, burst)),
                                LoadSamples.requests(requests)))
                .isCloseTo(seconds, within(1e-6));
    }

    @Test
    void unequalKeysAddUp() {
        List<LoadKey> keys =
                List.of(
                        LoadKey.of("a", LoadKey.requests(60, 1)),
                        LoadKey.of("b", LoadKey.requests(120, 1)));

        // Two at once, then three a second.
        assertThat(seconds(keys, LoadSamples.requests(32))).isCloseTo(10.3, within(1e-6));
    }

    @Test
    void tokensWaitForTheBucketToHoldThem() {
        // 36 tokens each: 10 from the burst, then one each 0.6 s.
        List<LoadKey> keys = keys(1, LoadKey.tokens(3_600, 360));

        assertThat(seconds(keys, LoadSamples.requests(20))).isCloseTo(6.3, within(1e-6));
    }

    @Test
    void slotsAreTakenAgainWhenACallEnds() {
        List<LoadKey> keys = keys(2, new Limit.Concurrent(5));

        assertThat(seconds(keys, LoadSamples.requests(100, Duration.ofSeconds(2))))
                .isCloseTo(20, within(1e-6));
    }

    @Test
    void theLongestCallTakesItsTimeHoweverManySlotsThereAre() {
        List<LoadRequest> requests =
                List.of(
                        new LoadRequest(0, "acme", 1, 1, Duration.ofSeconds(60)),
                        new LoadRequest(1, "acme", 1, 1, Duration.ofSeconds(1)));

        assertThat(seconds(keys(1, new Limit.Concurrent(100)), requests))
                .isCloseTo(60, within(1e-6));
    }

    @Test
    void aKeyIsOfNoUseOnceItIsDead() {
        List<LoadKey> keys =
                List.of(
                        LoadKey.of("a", LoadKey.requests(600, 1)),
                        LoadKey.of("b", LoadKey.requests(600, 1)).dying(Duration.ofSeconds(5)));

        // Ten a second each: 101 of both before five seconds are over, from then on ten a second.
        assertThat(seconds(keys, LoadSamples.requests(201))).isCloseTo(15.3, within(0.11));
    }

    @Test
    void whatOthersTakeIsNotThere() {
        List<LoadKey> keys = List.of(LoadKey.of("a", LoadKey.requests(600, 10)).shared(300));

        assertThat(seconds(keys, LoadSamples.requests(60))).isCloseTo(10.3, within(1e-6));
    }

    @Test
    void aRequestThatFitsNoKeyIsAMistakeInTheCase() {
        List<LoadKey> keys = keys(2, LoadKey.tokens(600, 35));

        assertThatThrownBy(() -> seconds(keys, LoadSamples.requests(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no key ever takes request 0");
    }

    private static List<LoadKey> keys(int count, Limit limit) {
        return IntStream.range(0, count).mapToObj(n -> LoadKey.of("key-" + n, limit)).toList();
    }

    private static double seconds(List<LoadKey> keys, List<LoadRequest> requests) {
        return IdealSchedule.of(keys).makespan(requests).toNanos() / 1e9;
    }
}
