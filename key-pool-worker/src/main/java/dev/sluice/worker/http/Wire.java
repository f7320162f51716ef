package dev.sluice.worker.http;

import dev.sluice.worker.provider.ProviderReply;
import dev.sluice.worker.provider.ProviderRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP client for all providers. HTTP/2 is offered over TLS only: in plain it would be an
 * upgrade header, at which several servers drop the body. No call is made twice: the client repeats
 * no POST but those that an HTTP/2 server says it has not looked at (RFC 9113 §8.7), and redirects
 * are not followed, since a secret would go with them.
 */
final class Wire implements AutoCloseable {

    /** HTTP/1.1 needs a connection for each call in flight; so many are there for the first. */
    private static final int CONNECTIONS_AHEAD = 4;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WireLimits limits;
    private final HttpClient client;

    Wire(WireLimits limits) {
        this(limits, HttpClient.newBuilder());
    }

    /**
     * @param trusting says whom to trust in TLS
     */
    Wire(WireLimits limits, HttpClient.Builder trusting) {
        this.limits = limits;
        this.client =
                trusting.executor(threads)
                        .connectTimeout(limits.connect())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Sends and waits.
     *
     * @param time for all of it, to the last byte of the answer
     */
    ProviderReply send(ProviderRequest request, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        HttpClient.Version version = version(request.uri());
        WireCall first = new WireCall(request, limits);
        ProviderReply reply = send(first, version, end);
        // All streams of an HTTP/2 connection are in use, and the client opens no second one.
        return version == HttpClient.Version.HTTP_2 && first.wasTurnedAwayHere()
                ? send(new WireCall(request, limits), HttpClient.Version.HTTP_1_1, end)
                : reply;
    }

    private ProviderReply send(WireCall call, HttpClient.Version version, long end) {
        try {
            return call.await(client.sendAsync(call.request(version), call.answer()), end);
        } catch (IllegalArgumentException e) {
            // What the message complains of may be the header with the secret.
            return new ProviderReply.NotSent("no request can be made for this URL");
        }
    }

    /** Opens connections by asking for nothing: no secret is sent, no provider counts it. */
    void open(URI baseUrl) {
        List<CompletableFuture<HttpResponse<Void>>> knocks = new ArrayList<>();
        try {
            HttpRequest knock =
                    HttpRequest.newBuilder(baseUrl.resolve("/"))
                            .version(version(baseUrl))
                            .HEAD()
                            .build();
            for (int i = 0; i < CONNECTIONS_AHEAD; i++) {
                knocks.add(client.sendAsync(knock, HttpResponse.BodyHandlers.discarding()));
            }
        } catch (IllegalArgumentException e) {
            // Not an address: the first call will tell.
        }
        knocks.forEach(this::await);
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.close();
    }

    private void await(CompletableFuture<HttpResponse<Void>> knock) {
        try {
            knock.get(limits.connect().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            knock.cancel(true);
        } catch (ExecutionException e) {
            // The first call will tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpClient.Version version(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1;
    }
}
