package dev.sluice.delivery.kafka;

import dev.sluice.delivery.CourierState;
import dev.sluice.delivery.Route;
import dev.sluice.delivery.Trouble;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one customer's results, on a thread of its own. Whatever goes wrong with the customer's
 * topic is waited out here, so that it stops nobody else.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Route route;
    private final Function<Route, Session> sessions;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile CourierState state = new CourierState.Delivering();

    /**
     * @param sessions opens the courier's clients; throws where it cannot
     * @param failed told what no courier expects; its thread has ended then
     */
    Courier(
            Route route,
            Function<Route, Session> sessions,
            Thread.UncaughtExceptionHandler failed) {
        this.route = route;
        this.sessions = sessions;
        this.thread =
                Thread.ofPlatform()
                        .name("sluice-delivery-" + route.customer())
                        .daemon()
                        .uncaughtExceptionHandler(failed)
                        .unstarted(this::run);
    }

    Route route() {
        return route;
    }

    /** Any thread. */
    CourierState state() {
        return state;
    }

    void start() {
        thread.start();
    }

    /** Asks it to end what it is at and then to stop. Never blocks. */
    void stop() {
        stop.countDown();
    }

    /** Waits for it to stop, but no longer than {@code max}. */
    void awaitStop(Duration max) throws InterruptedException {
        boolean _ = thread.join(max);
    }

    /** Returns when it has stopped; what it was at is taken back as a whole. */
    void breakOff() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        while (isWanted()) {
            try (Session session = sessions.apply(route)) {
                deliver(session);
            } catch (InterruptException e) {
                return; // broken off
            } catch (RuntimeException e) {
                if (isWanted()) {
                    waitOut(Troubles.of(route, e), e);
                }
            }
        }
    }

    private void deliver(Session session) {
        while (isWanted()) {
            if (session.step() == Session.Found.DELIVERED) {
                recovered();
            }
        }
    }

    private void recovered() {
        if (state instanceof CourierState.Waiting(Trouble over, _)) {
            state = new CourierState.Delivering();
            LOG.atInfo()
                    .addKeyValue("customer", route.customer())
                    .addKeyValue("topic", route.to().topic())
                    .addKeyValue("after", over.kind())
                    .log("delivery goes on");
        }
    }

    private void waitOut(Trouble trouble, RuntimeException cause) {
        boolean news = state.isNews(trouble);
        CourierState.Waiting waiting = state.failed(trouble);
        state = waiting;
        LOG.atLevel(news ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
                .setCause(trouble.kind() == Trouble.Kind.OTHER ? cause : null)
                .addKeyValue("customer", route.customer())
                .addKeyValue("topic", route.to().topic())
                .addKeyValue("kind", trouble.kind())
                .addKeyValue("reason", trouble.message())
                .log("delivery waits; nothing is lost while inference.results keeps it");
        try {
            boolean _ = stop.await(waiting.pause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    private boolean isWanted() {
        return stop.getCount() > 0;
    }
}
