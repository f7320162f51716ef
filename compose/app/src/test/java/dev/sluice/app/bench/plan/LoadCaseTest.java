package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadCaseTest {

    @ParameterizedTest(name = "{0} requests, ideal {1} ms: {2} s")
    @CsvSource({"10, 300, 60", "100, 9300, 60", "250, 24300, 72.9"})
    void aDeadlineIsThreeTimesTheIdealAndAtLeastAMinute(
            int requests, long idealMillis, double seconds) {
        LoadCase load = withRequests(LoadSamples.requests(requests));

        assertThat(load.ideal()).isEqualTo(Duration.ofMillis(idealMillis));
        assertThat(load.deadline()).isEqualTo(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    @Test
    void customersAreCountedInTheOrderInWhichTheyCome() {
        LoadCase load =
                withRequests(
                        List.of(
                                new LoadRequest(0, "b", 1, 1, Duration.ZERO),
                                new LoadRequest(1, "a", 1, 1, Duration.ZERO),
                                new LoadRequest(2, "b", 1, 1, Duration.ZERO)));

        assertThat(load.customers()).isEqualTo(Map.of("b", 2, "a", 1));
        assertThat(load.customers().keySet()).containsExactly("b", "a");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"FULL, 1000, 1000", "QUICK, 1000, 200", "QUICK, 3, 1", "FULL, 1, 1"})
    void aQuickOneIsAFifthAndNeverNothing(LoadCase.Size size, int full, int requests) {
        assertThat(size.of(full)).isEqualTo(requests);
    }

    @Test
    void whatIsGivenCannotBeChangedLater() {
        List<LoadRequest> given = new java.util.ArrayList<>(LoadSamples.requests(2));
        LoadCase load = withRequests(given);

        given.clear();

        assertThat(load.requests()).hasSize(2);
    }

    @Test
    void aKeyIsKnownByItsSecret() {
        assertThat(LoadKey.of("key-07").secret()).isEqualTo("sk-sim-key-07");
    }

    private static LoadCase withRequests(List<LoadRequest> requests) {
        LoadCase sample = LoadSamples.load(LoadCase.Known.CONFIGURED);
        return new LoadCase(
                sample.name(),
                sample.what(),
                sample.keys(),
                requests,
                sample.known(),
                sample.death());
    }
}
