package dev.sluice.worker.http;

import dev.sluice.worker.provider.ProviderReply;
import dev.sluice.worker.provider.ProviderRequest;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One call in the making. Of the thread that waits for it, but for what the client fills. */
final class WireCall {

    private final ProviderRequest request;
    private final WireLimits limits;
    private final CallProgress progress = new CallProgress();
    private final SentBody body;
    private final BoundedAnswer answer;
    private boolean turnedAwayHere;

    WireCall(ProviderRequest request, WireLimits limits) {
        this.request = request;
        this.limits = limits;
        this.body = new SentBody(request.body(), progress);
        this.answer = new BoundedAnswer(limits.answerBytesMax(), progress);
    }

    /**
     * @throws IllegalArgumentException where it cannot be written as HTTP
     */
    HttpRequest request(HttpClient.Version version) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.uri()).version(version).POST(body);
        request.headers().forEach(builder::header);
        return builder.build();
    }

    BoundedAnswer answer() {
        return answer;
    }

    /**
     * Whether nothing was sent although the provider can be reached: the client itself had no room.
     */
    boolean wasTurnedAwayHere() {
        return turnedAwayHere;
    }

    /**
     * Waits as long as the call gets on, and no longer than to the end.
     *
     * @param end of {@link System#nanoTime()}
     */
    ProviderReply await(CompletableFuture<HttpResponse<ProviderReply.Content>> call, long end) {
        try {
            for (long left = left(end); left > 0; left = left(end)) {
                try {
                    long look = Math.min(left, limits.shortest().toNanos());
                    return read(call.get(look, TimeUnit.NANOSECONDS).body());
                } catch (TimeoutException e) {
                    // It may have got on meanwhile, and what it does now have another limit.
                }
            }
            return givenUp(call, end);
        } catch (ExecutionException e) {
            return broken(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return broken("the worker gave the call up");
        }
    }

    private long left(long end) {
        CallProgress.Mark mark = progress.mark();
        long now = System.nanoTime();
        return Math.min(end - now, limits.of(mark.phase()).toNanos() - (now - mark.nanos()));
    }

    private ProviderReply read(ProviderReply.Content content) {
        return answer.reply(content).orElseGet(() -> broken("no head"));
    }

    /** Cancelling closes the connection: the provider may see that nobody waits any more. */
    private ProviderReply givenUp(
            CompletableFuture<HttpResponse<ProviderReply.Content>> call, long end) {
        CallProgress.Phase phase = progress.mark().phase();
        call.cancel(true);
        String why = end - System.nanoTime() <= 0 ? "no answer in the time given" : phase.stuck();
        return answer.reply(new ProviderReply.Content.Late(why)).orElseGet(() -> timedOut(why));
    }

    private ProviderReply timedOut(String why) {
        return body.isWhole() ? new ProviderReply.TimedOut(why) : new ProviderReply.NotSent(why);
    }

    /** The kind of trouble only: messages of exceptions may name what should stay here. */
    private ProviderReply broken(Throwable cause) {
        turnedAwayHere =
                !body.hasBegun()
                        && !(cause instanceof ConnectException)
                        && !(cause instanceof HttpTimeoutException)
                        && !(cause instanceof SSLException);
        String why = "network: " + cause.getClass().getSimpleName();
        return answer.reply(new ProviderReply.Content.Cut()).orElseGet(() -> broken(why));
    }

    private ProviderReply broken(String why) {
        return body.isWhole() ? new ProviderReply.Broken(why) : new ProviderReply.NotSent(why);
    }
}
