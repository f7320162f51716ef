package dev.sluice.app.bench.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A load and the keys that it meets.
 *
 * @param what in a few words
 * @param requests in the order in which they are sent
 * @param known what a client is told of the limits before
 * @param death how keys fail that die
 */
public record LoadCase(
        String name,
        String what,
        List<LoadKey> keys,
        List<LoadRequest> requests,
        Known known,
        Death death) {

    /** How much of a load is run. */
    public enum Size {
        FULL(1),
        /** A fifth, for a look: too short for a word on goodput, since starting weighs too much. */
        QUICK(5);

        private final int divisor;

        Size(int divisor) {
            this.divisor = divisor;
        }

        int of(int full) {
            return Math.max(1, full / divisor);
        }
    }

    /** What is known of the limits at the start. */
    public enum Known {
        CONFIGURED,
        /** Not configured; the provider's headers tell. */
        ANNOUNCED,
        /** Not configured, and no header but {@code retry-after}. */
        NOTHING
    }

    /** What a call with a dead key gets. */
    public enum Death {
        UNAUTHORIZED,
        SERVER_ERROR
    }

    private static final Duration DEADLINE_MIN = Duration.ofSeconds(60);

    public LoadCase {
        keys = List.copyOf(keys);
        requests = List.copyOf(requests);
    }

    /** Those of {@code sluice bench goodput}, each by its name. */
    public static List<LoadCase> all(Size size) {
        return GoodputCases.all(size);
    }

    /** The least time in which these keys can serve these requests. */
    public Duration ideal() {
        return IdealSchedule.of(keys).makespan(requests);
    }

    /** How many requests nobody needs to wait for. */
    public int atOnce() {
        return IdealSchedule.of(keys).atOnce(requests);
    }

    /** How long a request may take: three times the ideal, at least a minute. */
    public Duration deadline() {
        Duration three = ideal().multipliedBy(3);
        return three.compareTo(DEADLINE_MIN) > 0 ? three : DEADLINE_MIN;
    }

    /** How many requests each customer has. */
    public Map<String, Integer> customers() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        requests.forEach(request -> sizes.merge(request.customer(), 1, Integer::sum));
        return sizes;
    }
}
