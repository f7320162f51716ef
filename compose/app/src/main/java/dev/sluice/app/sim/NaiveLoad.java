package dev.sluice.app.sim;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a client without Sluice is given to do.
 *
 * @param baseUrl ends in {@code /v1}
 * @param secrets of the keys, taken in turn
 * @param bodies of chat completion requests, taken in turn
 * @param inFlight requests at the same time; one that waits for its retry counts
 * @param seed of the jitter between retries
 * @param patience a request that would wait longer in all is given up
 */
public record NaiveLoad(
        URI baseUrl,
        List<String> secrets,
        List<String> bodies,
        int requests,
        int inFlight,
        long seed,
        RetryStyle style,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** For OpenAI's SDK. */
    public NaiveLoad(
            URI baseUrl,
            List<String> secrets,
            List<String> bodies,
            int requests,
            int inFlight,
            long seed) {
        this(baseUrl, secrets, bodies, requests, inFlight, seed, RetryStyle.SDK, PATIENCE);
    }

    public NaiveLoad {
        secrets = List.copyOf(secrets);
        bodies = List.copyOf(bodies);
        if (secrets.isEmpty() || bodies.isEmpty() || inFlight < 1) {
            throw new IllegalArgumentException("a key, a body and a place in flight are needed");
        }
    }

    @Override
    public String toString() {
        return "NaiveLoad[" + requests + " requests, " + inFlight + " in flight]";
    }
}
