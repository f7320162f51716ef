package dev.sluice.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.delivery.Route;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which couriers run, and that none outlives its partition. */
class CouriersTest {

    private static final List<Route> ROUTES = List.of(route("a", 0), route("b", 1), route("c", 1));

    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> failed = new AtomicReference<>("");
    private final Couriers couriers = couriers(this::missing);

    @AfterEach
    void stop() throws InterruptedException {
        couriers.stop(Set.of(0, 1));
    }

    @Test
    void thoseOfOwnedPartitionsRun() {
        couriers.start(Set.of(1, 2));

        await().untilAsserted(() -> assertThat(couriers.troubles()).containsOnlyKeys("b", "c"));
        assertThat(tried).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void onesThatRunAreNotStartedAgain() {
        couriers.start(Set.of(1));
        await().until(() -> couriers.troubles().size() == 2);
        tried.clear();

        couriers.start(Set.of(0, 1));

        await().until(() -> couriers.troubles().size() == 3);
        assertThat(tried).contains("a");
        assertThat(threads()).hasSize(3);
    }

    @Test
    void stoppingDoesNotWaitForTheNextTry() throws InterruptedException {
        couriers.start(Set.of(0, 1));
        await().until(() -> couriers.troubles().size() == 3);

        couriers.stop(Set.of(1));

        assertThat(couriers.troubles()).containsOnlyKeys("a");
        assertThat(threads()).containsExactly("sluice-delivery-a");
    }

    @Test
    void oneThatIsStuckIsBrokenOff() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Couriers stuck =
                couriers(_ -> {
                    tried.add("stuck");
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new InterruptException(e);
                    }
                    throw new IllegalStateException();
                });
        stuck.start(Set.of(0));
        await().until(() -> tried.contains("stuck"));

        stuck.stop(Set.of(0));

        assertThat(threads()).isEmpty();
        assertThat(failed.get()).isEmpty();
    }

    @Test
    void anErrorThatNobodyExpectsIsTold() {
        couriers(
                        _ -> {
                            throw new AssertionError("a bug");
                        })
                .start(Set.of(0));

        await().atMost(Duration.ofSeconds(10)).until(() -> failed.get().contains("a bug"));
        assertThat(failed.get()).startsWith("sluice-delivery-a");
    }

    private Session missing(Route route) {
        tried.add(route.customer());
        throw new UnknownTopicOrPartitionException(route.to().topic());
    }

    private Couriers couriers(Function<Route, Session> sessions) {
        return new Couriers(
                ROUTES,
                route ->
                        new Courier(
                                route,
                                sessions,
                                (on, cause) -> failed.set(on.getName() + ": " + cause)));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice-delivery"))
                .toList();
    }

    private static Route route(String customer, int partition) {
        return new Route(
                customer, partition, new ResultsTopic("out." + customer, ResultsTopic.Format.JSON));
    }
}
