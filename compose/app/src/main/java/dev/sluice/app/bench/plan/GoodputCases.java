package dev.sluice.app.bench.plan;

import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The loads of {@code sluice bench goodput}. Four customers of equal weight share each 1:2:3:4. */
final class GoodputCases {

    private static final Duration CALL = Duration.ofMillis(300);
    private static final int WORDS = 12;
    private static final int OUTPUT = 24;

    /** Whose turn it is, again and again. */
    private static final String TURNS = "dcdbcdacdb";

    /** Latencies in seconds, with how many of 1,156 calls have them: the longest come first. */
    private static final double[][] LATENCIES = {
        {60, 12}, {30, 24}, {10, 60}, {3, 160}, {1, 300}, {0.3, 600}
    };

    private final LoadCase.Size size;

    private GoodputCases(LoadCase.Size size) {
        this.size = size;
    }

    /** All of them; each by its name. */
    static List<LoadCase> all(LoadCase.Size size) {
        GoodputCases cases = new GoodputCases(size);
        return List.of(
                cases.known("design", "five keys of 600 requests/min, burst 10", five(), 1_000),
                cases.tokens(),
                cases.unequal(),
                cases.dying("dying-401", LoadCase.Death.UNAUTHORIZED),
                cases.dying("dying-500", LoadCase.Death.SERVER_ERROR),
                cases.shared(),
                cases.latencies(),
                cases.fifty(),
                cases.unknown("unknown-announced", LoadCase.Known.ANNOUNCED),
                cases.unknown("unknown-silent", LoadCase.Known.NOTHING));
    }

    private LoadCase tokens() {
        List<LoadKey> keys = keys(5, n -> LoadKey.of(id(n), LoadKey.tokens(60_000, 5_000)));
        List<LoadRequest> requests = new ArrayList<>();
        for (int n = 0; n < size.of(480); n++) {
            // Prompts of 50 to 400 words and answers of 5 to 60 tokens, in no order.
            int words = 50 + n * 131 % 351;
            int output = 5 + n * 37 % 56;
            requests.add(new LoadRequest(n, customer(n), words, output, CALL));
        }
        return of("tokens", "five keys of 60,000 tokens/min, burst 5,000", keys, requests);
    }

    private LoadCase unequal() {
        List<LoadKey> keys = keys(4, n -> LoadKey.of(id(n), LoadKey.requests(200L << n, 10)));
        return known("unequal", "keys of 200, 400, 800 and 1,600 requests/min", keys, 1_040);
    }

    private LoadCase dying(String name, LoadCase.Death death) {
        List<LoadKey> keys = new ArrayList<>(five());
        keys.set(2, keys.get(2).dying(CALL.multipliedBy(size.of(34))));
        String what =
                "one of five keys answers %s after half the time"
                        .formatted(death == LoadCase.Death.UNAUTHORIZED ? "401" : "500");
        List<LoadRequest> requests = requests(size.of(1_000));
        return new LoadCase(name, what, keys, requests, LoadCase.Known.CONFIGURED, death);
    }

    private LoadCase shared() {
        List<LoadKey> keys = new ArrayList<>(five());
        keys.set(0, keys.get(0).shared(300));
        return known("shared", "somebody else takes half of one of five keys", keys, 1_000);
    }

    private LoadCase latencies() {
        List<LoadKey> keys = keys(4, n -> LoadKey.of(id(n), new Limit.Concurrent(10)));
        List<LoadRequest> requests = new ArrayList<>();
        for (double[] row : LATENCIES) {
            // A shorter run has as many calls, each shorter: the longest alone takes its time.
            Duration latency = Duration.ofMillis(size.of((int) (row[0] * 1_000)));
            for (int n = 0; n < row[1]; n++) {
                int number = requests.size();
                requests.add(new LoadRequest(number, customer(number), WORDS, OUTPUT, latency));
            }
        }
        return of("latencies", "calls of 0.3 to 60 s, four keys of 10 at a time", keys, requests);
    }

    private LoadCase fifty() {
        List<LoadKey> keys = keys(50, n -> LoadKey.of(id(n), LoadKey.requests(120, 10)));
        return known("fifty", "fifty keys of 120 requests/min, burst 10", keys, 3_500);
    }

    private LoadCase unknown(String name, LoadCase.Known known) {
        String what =
                known == LoadCase.Known.ANNOUNCED
                        ? "five keys of 600/min that only headers tell of"
                        : "five keys of 600/min that nobody tells of";
        List<LoadRequest> requests = requests(size.of(2_300));
        return new LoadCase(name, what, five(), requests, known, LoadCase.Death.UNAUTHORIZED);
    }

    private LoadCase known(String name, String what, List<LoadKey> keys, int full) {
        return of(name, what, keys, requests(size.of(full)));
    }

    private static LoadCase of(
            String name, String what, List<LoadKey> keys, List<LoadRequest> requests) {
        return new LoadCase(
                name, what, keys, requests, LoadCase.Known.CONFIGURED, LoadCase.Death.UNAUTHORIZED);
    }

    private static List<LoadKey> five() {
        return keys(5, n -> LoadKey.of(id(n), LoadKey.requests(600, 10)));
    }

    private static List<LoadKey> keys(int count, IntFunction<LoadKey> key) {
        return IntStream.range(0, count).mapToObj(key).toList();
    }

    private static List<LoadRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new LoadRequest(n, customer(n), WORDS, OUTPUT, CALL))
                .toList();
    }

    private static String id(int number) {
        return "key-%02d".formatted(number + 1);
    }

    private static String customer(int number) {
        return "customer-" + TURNS.charAt(number % TURNS.length());
    }
}
