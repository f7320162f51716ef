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
 * upgrade header, at which several servers drop the body. Nothing is sent twice: the client repeats
 * no POST, and redirects are not followed, since a secret would go with them.
 */
final class Wire implements AutoCloseable {

    /** HTTP/1.1 needs a connection for each call in flight; so many are there for the first. */
    private static final int CONNECTIONS_AHEAD = 4;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration connectTimeout;
    private final int answerBytesMax;
    private final HttpClient client;

    Wire(Duration connectTimeout, int answerBytesMax) {
        this.connectTimeout = connectTimeout;
        this.answerBytesMax = answerBytesMax;
        this.client =
                HttpClient.newBuilder()
                        .executor(threads)
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Sends and waits.
     *
     * @param time for all of it, to the last byte of the answer
     */
    ProviderReply send(ProviderRequest request, Duration time) {
        SentBody body = new SentBody(request.body());
        BoundedAnswer answer = new BoundedAnswer(answerBytesMax);
        try {
            return await(client.sendAsync(post(request, body), answer), body, answer, time);
        } catch (IllegalArgumentException e) {
            // What the message complains of may be the header with the secret.
            return new ProviderReply.NotSent("no request can be made for this URL");
        }
    }

    private static ProviderReply await(
            CompletableFuture<HttpResponse<ProviderReply.Content>> call,
            SentBody body,
            BoundedAnswer answer,
            Duration time) {
        try {
            ProviderReply.Content content = call.get(time.toNanos(), TimeUnit.NANOSECONDS).body();
            return answer.reply(content).orElseGet(() -> broken(body, "no head"));
        } catch (TimeoutException e) {
            // Cancelling closes the connection: the provider may see that nobody waits any more.
            call.cancel(true);
            return answer.reply(new ProviderReply.Content.Late()).orElseGet(() -> timedOut(body));
        } catch (ExecutionException e) {
            String why = "network: " + name(e);
            return answer.reply(new ProviderReply.Content.Cut()).orElseGet(() -> broken(body, why));
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return broken(body, "the worker gave the call up");
        }
    }

    /** Opens connections by asking for nothing: no secret is sent, no provider counts it. */
    void open(URI baseUrl) {
        List<CompletableFuture<HttpResponse<Void>>> knocks = new ArrayList<>();
        try {
            HttpRequest knock = builder(baseUrl.resolve("/")).HEAD().build();
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
            knock.get(connectTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            knock.cancel(true);
        } catch (ExecutionException e) {
            // The first call will tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest post(ProviderRequest request, SentBody body) {
        HttpRequest.Builder builder = builder(request.uri()).POST(body);
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static HttpRequest.Builder builder(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        return HttpRequest.newBuilder(uri)
                .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
    }

    private static ProviderReply timedOut(SentBody body) {
        return body.hasBegun()
                ? new ProviderReply.TimedOut()
                : new ProviderReply.NotSent("no connection in the time given");
    }

    private static ProviderReply broken(SentBody body, String why) {
        return body.hasBegun() ? new ProviderReply.Broken(why) : new ProviderReply.NotSent(why);
    }

    /** The kind of trouble only: messages of exceptions may name what should stay here. */
    private static String name(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }
}
