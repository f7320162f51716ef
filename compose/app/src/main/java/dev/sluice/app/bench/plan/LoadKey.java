package dev.sluice.app.bench.plan;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A key of the simulated provider.
 *
 * @param limits what the provider enforces
 * @param diesAfter from the first call on; empty: it lives
 * @param othersPerMinute requests that somebody else makes with it, evenly
 */
public record LoadKey(
        String id, List<Limit> limits, Optional<Duration> diesAfter, long othersPerMinute) {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);

    public LoadKey {
        limits = List.copyOf(limits);
    }

    static LoadKey of(String id, Limit... limits) {
        return new LoadKey(id, List.of(limits), Optional.empty(), 0);
    }

    static Limit requests(long perMinute, long burst) {
        return new Limit.Requests(perMinute, MINUTE, OptionalLong.of(burst));
    }

    static Limit tokens(long perMinute, long burst) {
        return new Limit.Tokens(perMinute, MINUTE, OptionalLong.of(burst));
    }

    LoadKey dying(Duration after) {
        return new LoadKey(id, limits, Optional.of(after), othersPerMinute);
    }

    LoadKey shared(long perMinute) {
        return new LoadKey(id, limits, diesAfter, perMinute);
    }

    /** What the provider knows it by. */
    public String secret() {
        return "sk-sim-" + id;
    }
}
