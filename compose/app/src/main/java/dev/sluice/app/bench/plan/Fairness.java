package dev.sluice.app.bench.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How evenly customers of equal weight were served while each of them had something waiting: until
 * the first of them has nothing left to start. Shares are tokens.
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

    /** Jain's index over {@code sizes}' customers, which had so many requests each. */
    public static double jain(List<Served> served, Map<String, Integer> sizes) {
        List<Served> inOrder = new ArrayList<>(served);
        inOrder.sort(Comparator.comparingDouble(Served::began));
        Map<String, Integer> left = new HashMap<>(sizes);
        Map<String, Double> shares = new HashMap<>();
        sizes.keySet().forEach(customer -> shares.put(customer, 0.0));
        for (Served next : inOrder) {
            String customer = next.request().customer();
            shares.merge(customer, (double) next.request().tokens(), Double::sum);
            if (left.merge(customer, -1, Integer::sum) == 0) {
                break;
            }
        }
        return JainIndex.of(shares.values());
    }
}
