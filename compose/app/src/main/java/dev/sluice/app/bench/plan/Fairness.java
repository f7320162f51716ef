package dev.sluice.app.bench.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How evenly customers of equal weight were served while there was something to share: from when
 * the keys' bursts are used up, which go to whoever comes first since nobody waits yet, until the
 * first customer has nothing left to start. Shares are tokens.
 */
public final class Fairness {

    /**
     * A request that was answered.
     *
     * @param seconds when, from the start of the load
     */
    public record Served(LoadRequest request, double seconds) {
        /** When the provider began with it. */
        double began() {
            return seconds - request.latency().toNanos() / 1e9;
        }
    }

    private Fairness() {}

    /**
     * Jain's index over {@code sizes}' customers, which had so many requests each.
     *
     * @param atOnce how many requests the keys take at once, see {@link LoadCase#atOnce()}
     */
    public static double jain(List<Served> served, Map<String, Integer> sizes, int atOnce) {
        List<Served> inOrder = new ArrayList<>(served);
        inOrder.sort(Comparator.comparingDouble(Served::began));
        Map<String, Integer> left = new HashMap<>(sizes);
        Map<String, Double> shares = new HashMap<>();
        sizes.keySet().forEach(customer -> shares.put(customer, 0.0));
        for (int n = 0; n < inOrder.size(); n++) {
            LoadRequest next = inOrder.get(n).request();
            String customer = next.customer();
            if (n >= atOnce) {
                shares.merge(customer, (double) next.tokens(), Double::sum);
            }
            if (left.merge(customer, -1, Integer::sum) == 0) {
                break;
            }
        }
        return JainIndex.of(shares.values());
    }
}
