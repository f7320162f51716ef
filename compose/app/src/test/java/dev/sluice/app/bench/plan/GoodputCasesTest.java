package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoodputCasesTest {

    static List<LoadCase> full() {
        return GoodputCases.all(LoadCase.Size.FULL);
    }

    @Test
    void theDesignsLoadTakesNineteenPointThreeSeconds() {
        LoadCase design = named("design");

        assertThat(design.requests()).hasSize(1_000);
        assertThat(design.keys()).hasSize(5);
        assertThat(design.ideal()).isEqualTo(Duration.ofMillis(19_300));
        assertThat(design.deadline()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @MethodSource("full")
    void eachIsLongEnoughToTellAndShortEnoughToWaitFor(LoadCase load) {
        assertThat(load.ideal()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(80));
        assertThat(load.deadline()).isGreaterThanOrEqualTo(load.ideal().multipliedBy(3));
    }

    @ParameterizedTest
    @MethodSource("full")
    void fourCustomersShareEachOneToFour(LoadCase load) {
        double all = load.requests().size();

        assertThat(load.customers()).hasSize(4);
        assertThat(load.customers().getOrDefault("customer-a", 0) / all).isBetween(0.09, 0.11);
        assertThat(load.customers().getOrDefault("customer-d", 0) / all).isBetween(0.39, 0.41);
    }

    @ParameterizedTest
    @EnumSource(LoadCase.Size.class)
    void requestsAreNumberedInOrder(LoadCase.Size size) {
        for (LoadCase load : GoodputCases.all(size)) {
            assertThat(load.requests().stream().map(LoadRequest::number))
                    .isEqualTo(IntStream.range(0, load.requests().size()).boxed().toList());
        }
    }

    @Test
    void aQuickOneTakesAFewSecondsAtMost() {
        assertThat(GoodputCases.all(LoadCase.Size.QUICK))
                .allSatisfy(load ->
                        assertThat(load.ideal())
                                .as(load.name())
                                .isLessThan(Duration.ofSeconds(17)));
    }

    @Test
    void latenciesAreAsManyAsTheTableSays() {
        Map<Duration, Integer> counts = new HashMap<>();
        named("latencies")
                .requests()
                .forEach(each -> counts.merge(each.latency(), 1, Integer::sum));

        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                Duration.ofSeconds(60), 12,
                                Duration.ofSeconds(30), 24,
                                Duration.ofSeconds(10), 60,
                                Duration.ofSeconds(3), 160,
                                Duration.ofSeconds(1), 300,
                                Duration.ofMillis(300), 600));
    }

    @Test
    void aKeyDiesAboutHalfWay() {
        for (String name : List.of("dying-401", "dying-500")) {
            LoadCase load = named(name);
            Duration death =
                    load.keys().stream()
                            .flatMap(key -> key.diesAfter().stream())
                            .findAny()
                            .orElseThrow();
            assertThat((double) death.toMillis() / load.ideal().toMillis()).isBetween(0.4, 0.6);
        }
    }

    @ParameterizedTest(name = "{0}: {1} keys, {2} requests, ideal {3} s")
    @CsvSource({
        "design, 5, 1000, 19.3",
        "unequal, 4, 1040, 20.3",
        "dying-401, 5, 1000, 21.6",
        "dying-500, 5, 1000, 21.6",
        "shared, 5, 1000, 21.5",
        "latencies, 4, 1156, 75.1",
        "fifty, 50, 3500, 30.3",
        "unknown-announced, 5, 2300, 45.3",
        "unknown-silent, 5, 2300, 45.3",
        "tokens, 5, 480, 20.8",
    })
    void theCasesAreThese(String name, int keys, int requests, double ideal) {
        LoadCase load = named(name);

        assertThat(load.keys()).hasSize(keys);
        assertThat(load.requests()).hasSize(requests);
        assertThat(load.ideal().toMillis() / 1e3).isCloseTo(ideal, within(0.06));
    }

    @Test
    void tokensDifferFromRequestToRequestAndFitTheBurst() {
        List<LoadRequest> requests = named("tokens").requests();

        assertThat(requests)
                .allSatisfy(request -> {
                    assertThat(request.words()).isBetween(50, 400);
                    assertThat(request.outputTokens()).isBetween(5, LoadRequest.OUTPUT_MAX);
                    assertThat(request.tokens()).isLessThan(5_000);
                });
        assertThat(requests.stream().map(LoadRequest::words).distinct().count()).isGreaterThan(300);
    }

    @Test
    void theLongestCallsComeFirstSoThatNobodyWaitsForThemAtTheEnd() {
        List<Duration> latencies =
                named("latencies").requests().stream().map(LoadRequest::latency).toList();

        assertThat(latencies).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void halfOfOneKeyIsSomebodyElses() {
        List<LoadKey> keys = named("shared").keys();

        assertThat(keys).extracting(LoadKey::othersPerMinute).containsExactly(300L, 0L, 0L, 0L, 0L);
        assertThat(keys)
                .allSatisfy(
                        key -> assertThat(key.limits()).containsExactly(LoadKey.requests(600, 10)));
    }

    @Test
    void whatIsNotKnownIsNotKnown() {
        Map<String, LoadCase.Known> known =
                full().stream().collect(Collectors.toMap(LoadCase::name, LoadCase::known));

        assertThat(known)
                .containsEntry("design", LoadCase.Known.CONFIGURED)
                .containsEntry("unknown-announced", LoadCase.Known.ANNOUNCED)
                .containsEntry("unknown-silent", LoadCase.Known.NOTHING);
    }

    @Test
    void aRequestSaysWhatTheProviderIsToDo() {
        LoadRequest request = new LoadRequest(7, "acme", 3, 24, Duration.ofMillis(300));

        assertThat(request.line("m"))
                .isEqualTo(
                        """
                        {"custom_id":"7","method":"POST","url":"/v1/chat/completions","body":\
                        {"model":"m","max_tokens":64,\
                        "metadata":{"sim_latency_ms":300,"sim_output_tokens":24},\
                        "messages":[{"role":"user","content":"water water water"}]}}\
                        """);
        assertThat(request.tokens()).isEqualTo(33);
    }

    private static LoadCase named(String name) {
        return full().stream().filter(load -> load.name().equals(name)).findAny().orElseThrow();
    }
}
