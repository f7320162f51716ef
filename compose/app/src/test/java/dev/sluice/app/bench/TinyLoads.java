package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.app.bench.plan.LoadRequest;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Loads that take a moment. */
final class TinyLoads {

    private TinyLoads() {}

    /** Of four customers in turn, against two keys of ten a second each, burst 5. */
    static LoadCase load(int requests) {
        return load(requests, LoadCase.Known.CONFIGURED);
    }

    static LoadCase load(int requests, LoadCase.Known known) {
        Limit limit =
                new Limit.Requests(600, new Window(1, Window.Unit.MINUTES), OptionalLong.of(5));
        return new LoadCase(
                "tiny",
                "two keys",
                IntStream.range(0, 2)
                        .mapToObj(n -> new LoadKey("key-" + n, List.of(limit), Optional.empty(), 0))
                        .toList(),
                IntStream.range(0, requests).mapToObj(TinyLoads::request).toList(),
                known,
                LoadCase.Death.UNAUTHORIZED);
    }

    private static LoadRequest request(int number) {
        return new LoadRequest(number, "customer-" + number % 4, 5, 5, Duration.ofMillis(50));
    }
}
