package dev.sluice.app.sim;

import dev.sluice.worker.provider.AnswerHeaders;
import dev.sluice.worker.provider.RetryAfter;
import dev.sluice.worker.provider.WaitBudget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A client that retries by itself, as most agents do today. It shows what Sluice is compared with,
 * on the same provider.
 */
public final class NaiveClient {

    /**
     * What came of a load.
     *
     * @param failed requests that were given up
     * @param calls HTTP requests, those repeated too
     * @param refused429 calls over a limit
     */
    public record Outcome(int answered, int failed, int calls, int refused429, Duration elapsed) {

        public double seconds() {
            return elapsed.toNanos() / 1e9;
        }
    }

    /** Hears what came of each request, on the request's own thread. */
    public interface Listener {
        void answered(int request);

        void givenUp(int request);
    }

    /** Waits between retries. */
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    private static final String SMALL =
            """
            {"model":"gpt-4o-mini","max_tokens":64,"messages":[{"role":"user","content":"Go on."}]}\
            """;

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(10);

    private static final Listener NOBODY =
            new Listener() {
                @Override
                public void answered(int request) {}

                @Override
                public void givenUp(int request) {}
            };

    private final NaiveLoad load;
    private final Listener listener;
    private final LongSupplier nanos;
    private final Pause pause;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger refused429 = new AtomicInteger();

    NaiveClient(NaiveLoad load, LongSupplier nanos, Pause pause) {
        this(load, NOBODY, nanos, pause);
    }

    private NaiveClient(NaiveLoad load, Listener listener, LongSupplier nanos, Pause pause) {
        this.load = load;
        this.listener = listener;
        this.nanos = nanos;
        this.pause = pause;
    }

    /** A load of small requests for the model {@code gpt-4o-mini}. */
    public static Outcome run(URI baseUrl, List<String> secrets, int requests, int inFlight)
            throws InterruptedException {
        return run(new NaiveLoad(baseUrl, secrets, List.of(SMALL), requests, inFlight, 1));
    }

    /** Does all of it and returns when the last request is answered or given up. */
    public static Outcome run(NaiveLoad load) throws InterruptedException {
        return run(load, NOBODY);
    }

    /** As {@link #run(NaiveLoad)}, telling of each request that ends. */
    public static Outcome run(NaiveLoad load, Listener listener) throws InterruptedException {
        return new NaiveClient(load, listener, System::nanoTime, NaiveClient::pause).run();
    }

    Outcome run() throws InterruptedException {
        long start = nanos.getAsLong();
        Semaphore places = new Semaphore(load.inFlight());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .executor(threads)
                                .build()) {
            for (int i = 0; i < load.requests(); i++) {
                int number = i;
                places.acquire();
                threads.execute(() -> {
                    try {
                        request(http, number);
                    } finally {
                        places.release();
                    }
                });
            }
            places.acquire(load.inFlight());
        }
        Duration elapsed = Duration.ofNanos(nanos.getAsLong() - start);
        return new Outcome(answered.get(), failed.get(), calls.get(), refused429.get(), elapsed);
    }

    private void request(HttpClient http, int number) {
        SplittableRandom random = new SplittableRandom(load.seed() + number);
        try {
            if (isAnswered(http, number, random)) {
                answered.incrementAndGet();
                listener.answered(number);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failed.incrementAndGet();
        listener.givenUp(number);
    }

    private boolean isAnswered(HttpClient http, int number, SplittableRandom random)
            throws InterruptedException {
        WaitBudget budget = new WaitBudget(load.patience());
        for (int retry = 0; ; retry++) {
            Optional<HttpResponse<Void>> response = call(http, number, retry);
            int status = response.map(HttpResponse::statusCode).orElse(0);
            if (status == 200 || !isRetryable(status)) {
                return status == 200;
            }
            Optional<Duration> delay = load.style().next(asked(response), retry, random);
            Optional<WaitBudget> left = delay.flatMap(budget::spend);
            if (left.isEmpty()) {
                return false;
            }
            budget = left.get();
            pause.await(delay.get());
        }
    }

    /** Empty where no answer came. */
    private Optional<HttpResponse<Void>> call(HttpClient http, int number, int retry)
            throws InterruptedException {
        calls.incrementAndGet();
        try {
            HttpResponse<Void> response =
                    http.send(httpRequest(number, retry), HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() == 429) {
                refused429.incrementAndGet();
            }
            return Optional.of(response);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpRequest httpRequest(int number, int retry) {
        String secret = load.secrets().get(load.style().key(number, retry) % load.secrets().size());
        String body = load.bodies().get(number % load.bodies().size());
        return HttpRequest.newBuilder(URI.create(load.baseUrl() + "/chat/completions"))
                .timeout(CALL_TIMEOUT)
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Optional<Duration> asked(Optional<HttpResponse<Void>> response) {
        return response.map(r -> AnswerHeaders.of(r.headers().map()))
                .flatMap(h -> RetryAfter.of(h, InstantSource.system().instant()))
                .map(RetryAfter::delay);
    }

    private static boolean isRetryable(int status) {
        return status == 0 || status == 408 || status == 409 || status == 429 || status >= 500;
    }

    private static void pause(Duration time) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
