package dev.sluice.delivery.kafka;

import dev.sluice.delivery.CourierState;
import dev.sluice.delivery.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The couriers of the partitions that this process owns: at most one for each customer. Started and
 * stopped by the thread that owns the membership; their states may be looked at by any.
 */
final class Couriers {

    /** For the transactions that they are at; then these are broken off, which loses nothing. */
    private static final Duration LAST_TRANSACTION = Duration.ofSeconds(2);

    private final List<Route> routes;
    private final Function<Route, Courier> courier;
    private final Map<String, Courier> running = new ConcurrentHashMap<>();

    Couriers(List<Route> routes, Function<Route, Courier> courier) {
        this.routes = List.copyOf(routes);
        this.courier = courier;
    }

    /** Starts those of the partitions' customers that do not run yet. */
    void start(Set<Integer> partitions) {
        for (Route route : routes) {
            if (partitions.contains(route.partition()) && !running.containsKey(route.customer())) {
                Courier fresh = courier.apply(route);
                running.put(route.customer(), fresh);
                fresh.start();
            }
        }
    }

    /** Stops those of the partitions' customers; returns when none of them writes any more. */
    void stop(Set<Integer> partitions) throws InterruptedException {
        List<Courier> leaving = new ArrayList<>();
        for (Courier each : running.values()) {
            if (partitions.contains(each.route().partition())) {
                leaving.add(each);
            }
        }
        leaving.forEach(Courier::stop);
        long until = System.nanoTime() + LAST_TRANSACTION.toNanos();
        for (Courier each : leaving) {
            each.awaitStop(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        }
        for (Courier each : leaving) {
            each.breakOff();
            running.remove(each.route().customer());
        }
    }

    /** By customer, what those wait for that do not deliver now. */
    Map<String, String> troubles() {
        Map<String, String> waiting = new TreeMap<>();
        running.forEach((customer, each) -> {
            switch (each.state()) {
                case CourierState.Delivering _ -> {}
                case CourierState.Waiting(var trouble, _) ->
                        waiting.put(customer, trouble.message());
            }
        });
        return waiting;
    }
}
