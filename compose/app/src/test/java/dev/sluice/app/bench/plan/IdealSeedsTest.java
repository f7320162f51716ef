package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every ideal, whatever the keys and the requests are. */
class IdealSeedsTest {

    private static final double NANO = 1e-9;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void noLimitIsBroken(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LoadKey> keys = keys(random);
        List<LoadRequest> requests = requests(random);

        double seconds = seconds(keys, requests);

        assertThat(seconds).as("RequestsHold").isGreaterThanOrEqualTo(byRequests(keys, requests));
        assertThat(seconds).as("TokensHold").isGreaterThanOrEqualTo(byTokens(keys, requests));
        assertThat(seconds).as("SlotsHold").isGreaterThanOrEqualTo(bySlots(keys, requests));
        assertThat(seconds).as("CallsTakeTheirTime").isGreaterThanOrEqualTo(longest(requests));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void moreRequestsTakeNoLessTime(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LoadKey> keys = keys(random);
        List<LoadRequest> requests = requests(random);

        double before = 0;
        for (int count = 1; count <= requests.size(); count += 7) {
            double seconds = seconds(keys, requests.subList(0, count));
            assertThat(seconds).isGreaterThanOrEqualTo(before);
            before = seconds;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anotherKeyOfTheSameKindMakesRequestsOfOneKindNoSlower(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LoadKey key = keys(random).getFirst();
        List<LoadRequest> requests = LoadSamples.requests(60);

        double before = Double.POSITIVE_INFINITY;
        for (int count = 1; count <= 5; count++) {
            double seconds =
                    seconds(IntStream.range(0, count).mapToObj(_ -> key).toList(), requests);
            assertThat(seconds).isLessThanOrEqualTo(before + NANO);
            before = seconds;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void troublesMakeNothingFaster(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LoadKey> keys = new ArrayList<>(keys(random));
        // Somebody must be left to do the work.
        keys.add(LoadKey.of("spare", LoadKey.requests(60, 1)));
        List<LoadRequest> requests = LoadSamples.requests(60);
        double whole = seconds(keys, requests);

        List<LoadKey> dying = new ArrayList<>(keys);
        dying.set(0, keys.getFirst().dying(Duration.ofMillis(random.nextLong(3_000))));
        List<LoadKey> shared = new ArrayList<>(keys);
        shared.set(0, keys.getFirst().shared(30));

        assertThat(seconds(dying, requests)).isGreaterThanOrEqualTo(whole - NANO);
        assertThat(seconds(shared, requests)).isGreaterThanOrEqualTo(whole - NANO);
    }

    private static double byRequests(List<LoadKey> keys, List<LoadRequest> requests) {
        double perSecond = 0;
        long bursts = 0;
        for (LoadKey key : keys) {
            Limit.Requests limit = (Limit.Requests) key.limits().get(0);
            perSecond += limit.count() / 60.0;
            bursts += limit.burst().orElseThrow();
        }
        return (requests.size() - bursts) / perSecond;
    }

    private static double byTokens(List<LoadKey> keys, List<LoadRequest> requests) {
        double perSecond = 0;
        long bursts = 0;
        for (LoadKey key : keys) {
            Limit.Tokens limit = (Limit.Tokens) key.limits().get(1);
            perSecond += limit.count() / 60.0;
            bursts += limit.burst().orElseThrow();
        }
        long tokens = requests.stream().mapToLong(LoadRequest::tokens).sum();
        return (tokens - bursts) / perSecond;
    }

    private static double bySlots(List<LoadKey> keys, List<LoadRequest> requests) {
        int slots =
                keys.stream()
                        .mapToInt(key -> ((Limit.Concurrent) key.limits().get(2)).count())
                        .sum();
        double work = requests.stream().mapToDouble(each -> each.latency().toMillis() / 1e3).sum();
        return work / slots;
    }

    private static double longest(List<LoadRequest> requests) {
        return requests.stream()
                .mapToDouble(each -> each.latency().toMillis() / 1e3)
                .max()
                .orElseThrow();
    }

    /** One to four keys, each with a limit of every kind. */
    private static List<LoadKey> keys(SplittableRandom random) {
        return IntStream.range(0, random.nextInt(1, 5))
                .mapToObj(n ->
                        LoadKey.of(
                                "key-" + n,
                                LoadKey.requests(random.nextLong(60, 900), random.nextLong(1, 9)),
                                LoadKey.tokens(random.nextLong(6_000, 90_000), 500),
                                new Limit.Concurrent(random.nextInt(1, 9))))
                .toList();
    }

    private static List<LoadRequest> requests(SplittableRandom random) {
        return IntStream.range(0, 120)
                .mapToObj(n ->
                        new LoadRequest(
                                n,
                                "acme",
                                random.nextInt(1, 400),
                                random.nextInt(1, 60),
                                Duration.ofMillis(random.nextLong(10, 3_000))))
                .toList();
    }

    private static double seconds(List<LoadKey> keys, List<LoadRequest> requests) {
        return IdealSchedule.of(keys).makespan(requests).toNanos() / 1e9;
    }
}
