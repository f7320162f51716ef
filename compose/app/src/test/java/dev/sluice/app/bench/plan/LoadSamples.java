package dev.sluice.app.bench.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Small loads. */
final class LoadSamples {

    static final Duration CALL = Duration.ofMillis(300);

    private LoadSamples() {}

    /** Of one customer, each of 36 tokens. */
    static List<LoadRequest> requests(int count, Duration latency) {
        return IntStream.range(0, count)
                .mapToObj(n -> new LoadRequest(n, "acme", 20, 10, latency))
                .toList();
    }

    static List<LoadRequest> requests(int count) {
        return requests(count, CALL);
    }

    static LoadCase load(LoadCase.Known known) {
        return new LoadCase(
                "small",
                "one key",
                List.of(LoadKey.of("key-1", LoadKey.requests(600, 10))),
                requests(100),
                known,
                LoadCase.Death.UNAUTHORIZED);
    }
}
