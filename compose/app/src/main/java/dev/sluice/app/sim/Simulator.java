package dev.sluice.app.sim;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A provider that answers by itself. Besides {@code POST /v1/chat/completions} it has {@code GET
 * /tally} and {@code POST} and {@code DELETE /faults}; see {@link SimulatorJson}. One virtual
 * thread per connection.
 */
public final class Simulator implements AutoCloseable {

    private final FaultPlan faults = new FaultPlan();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongSupplier nanos;
    private final SimulatedProvider provider;
    private final WebServer server;
    private final String host;
    private final int port;

    private Simulator(SimulatorConfig config, LongSupplier nanos) {
        this.nanos = nanos;
        this.provider = new SimulatedProvider(config, faults, nanos.getAsLong());
        this.server =
                WebServer.builder()
                        .host(config.host())
                        .port(config.port())
                        .shutdownHook(false)
                        .shutdownGracePeriod(Duration.ofMillis(100))
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .routing(this::routes)
                        .build()
                        .start();
        if (!server.isRunning()) {
            // The server only logs that a port is taken.
            throw new IllegalStateException(
                    "the simulated provider cannot listen on port %d of %s: is it taken? Another port: --port"
                            .formatted(config.port(), config.host()));
        }
        this.host = config.host();
        this.port = server.port();
    }

    /**
     * Serves from now on.
     *
     * @throws IllegalStateException where the port is taken
     */
    public static Simulator start(SimulatorConfig config) {
        return start(config, System::nanoTime);
    }

    /** With a clock of the test's own for the buckets; latencies are real. */
    static Simulator start(SimulatorConfig config, LongSupplier nanos) {
        return new Simulator(config, nanos);
    }

    /** Also after it was closed. */
    public int port() {
        return port;
    }

    /** What a client is configured with. */
    public URI baseUrl() {
        return URI.create("http://" + host + ":" + port + "/v1");
    }

    /** As of now: a call is in it before its answer is sent. */
    public Tally tally() {
        return provider.tally();
    }

    /** Calls that were let in and are not answered yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Calls of other users with the same keys that were refused, as of the newest call. */
    public long refusedToOthers() {
        return provider.otherUsers().values().stream().mapToLong(OtherUser.Standing::refused).sum();
    }

    public void inject(FaultRule rule) {
        faults.add(rule);
    }

    /** Forgets what was injected and has not happened. */
    public void heal() {
        faults.clear();
    }

    /** Ends calls in flight without an answer. */
    @Override
    public void close() {
        closing.countDown();
        server.stop();
    }

    private void routes(HttpRouting.Builder routing) {
        routing.post("/v1/chat/completions", this::complete)
                .get("/tally", (_, response) -> json(response, SimulatorJson.of(tally())))
                .post("/faults", this::plan)
                .delete(
                        "/faults",
                        (_, response) -> {
                            heal();
                            json(response, SimulatorJson.ok());
                        });
    }

    private void complete(ServerRequest request, ServerResponse response) throws IOException {
        byte[] body = request.content().inputStream().readAllBytes();
        switch (provider.arrive(Http.bearer(request), body, nanos.getAsLong())) {
            case SimulatedProvider.Arrival.Refused(Reply.Whole reply) -> Http.send(response, reply);
            case SimulatedProvider.Arrival.Admitted call -> {
                inFlight.incrementAndGet();
                try {
                    pause(call.time());
                } finally {
                    inFlight.decrementAndGet();
                }
                carryOut(response, provider.depart(call, nanos.getAsLong()));
            }
        }
    }

    private void carryOut(ServerResponse response, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Whole whole -> Http.send(response, whole);
            case Reply.Half(Reply.Whole whole) -> Http.sendHalf(response, whole);
            case Reply.Closed _ -> throw new CloseConnectionException("as the test asked for");
            case Reply.Never _ -> {
                pause(Duration.ofDays(1));
                throw new CloseConnectionException("the simulator closes");
            }
        }
    }

    private void plan(ServerRequest request, ServerResponse response) throws IOException {
        switch (SimulatorJson.rule(request.content().inputStream().readAllBytes())) {
            case SimulatorJson.Reading.Bad(String why) ->
                    Http.send(
                            response,
                            Reply.Whole.json(400, Http.NONE, ApiError.badRequest(why).json()));
            case SimulatorJson.Reading.Good(FaultRule rule) -> {
                inject(rule);
                json(response, SimulatorJson.ok());
            }
        }
    }

    private static void json(ServerResponse response, String body) {
        Http.send(response, Reply.Whole.json(200, Http.NONE, body));
    }

    /** Ends early when the simulator closes. */
    private void pause(Duration time) {
        try {
            closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
