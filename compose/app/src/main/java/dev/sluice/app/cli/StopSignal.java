package dev.sluice.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Serves until the process is told to stop, or a part of it stops by itself. */
public final class StopSignal {

    private static final long LOOK_MILLIS = 500;

    private StopSignal() {}

    /**
     * What is looked at while parts serve.
     *
     * @param failures why parts stopped by themselves; empty while all run
     * @param troubles what parts wait for that serve all the same, by name
     * @param news what happened since it was asked last
     */
    record Watch(
            Supplier<List<String>> failures,
            Supplier<Map<String, String>> troubles,
            Supplier<List<String>> news) {}

    /**
     * As {@link #serve(AutoCloseable, Watch, PrintWriter, Runnable)}, of parts without troubles.
     */
    public static int serve(
            AutoCloseable parts,
            Supplier<List<String>> failures,
            PrintWriter errors,
            Runnable started)
            throws InterruptedException {
        return serve(parts, new Watch(failures, Map::of, List::of), errors, started);
    }

    /**
     * Returns after {@code parts} are closed. On SIGTERM or Ctrl-C the JVM waits in its shutdown
     * hook until then.
     *
     * @param errors hears of failures, of news, and once of each trouble
     * @param started runs once, when the signal is being listened for
     * @return the exit code: 0 after a signal, 1 where a part stopped by itself
     */
    static int serve(AutoCloseable parts, Watch watch, PrintWriter errors, Runnable started)
            throws InterruptedException {
        TroubleNotes notes = new TroubleNotes();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("sluice-stop").unstarted(() -> signal(stop, closed));
        Runtime.getRuntime().addShutdownHook(hook);
        try (parts) {
            started.run();
            while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                watch.news().get().forEach(errors::println);
                notes.news(watch.troubles().get()).forEach(errors::println);
                errors.flush();
                List<String> stopped = watch.failures().get();
                if (!stopped.isEmpty()) {
                    stopped.forEach(why -> errors.println("stopped by itself: " + why));
                    errors.flush();
                    return 1;
                }
            }
            return 0;
        } catch (InterruptedException | RuntimeException e) {
            // What a part says for itself, such as why it does not get ready.
            throw e;
        } catch (Exception e) {
            throw new CommandFailure("did not close in order: " + e.getMessage(), e);
        } finally {
            closed.countDown();
        }
    }

    private static void signal(CountDownLatch stop, CountDownLatch closed) {
        stop.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
