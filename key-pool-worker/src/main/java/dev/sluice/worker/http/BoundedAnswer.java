package dev.sluice.worker.http;

import dev.sluice.worker.provider.AnswerHeaders;
import dev.sluice.worker.provider.ProviderReply;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Reads one answer, up to a bound, and remembers its head: the JDK's client forgets the status
 * where the body breaks, and the status says whether that cost anything. Filled by the client's
 * threads, read by the caller's.
 */
final class BoundedAnswer
        implements HttpResponse.BodyHandler<ProviderReply.Content>,
                HttpResponse.BodySubscriber<ProviderReply.Content> {

    private final int bytesMax;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final CompletableFuture<ProviderReply.Content> content = new CompletableFuture<>();
    private volatile Optional<HttpResponse.ResponseInfo> head = Optional.empty();
    private volatile Optional<Flow.Subscription> subscription = Optional.empty();
    private long bytes;

    BoundedAnswer(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** With this for its body; empty where no head came. */
    Optional<ProviderReply> reply(ProviderReply.Content body) {
        return head.map(info ->
                new ProviderReply.Answered(
                        info.statusCode(), AnswerHeaders.of(info.headers().map()), body));
    }

    @Override
    public HttpResponse.BodySubscriber<ProviderReply.Content> apply(
            HttpResponse.ResponseInfo info) {
        head = Optional.of(info);
        return this;
    }

    @Override
    public CompletionStage<ProviderReply.Content> getBody() {
        return content;
    }

    @Override
    public void onSubscribe(Flow.Subscription incoming) {
        subscription = Optional.of(incoming);
        incoming.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
            parts.add(buffer);
        }
        if (bytes > bytesMax) {
            parts.clear();
            content.complete(new ProviderReply.Content.TooLarge());
            subscription.ifPresent(Flow.Subscription::cancel);
        }
    }

    @Override
    public void onError(Throwable broken) {
        content.complete(new ProviderReply.Content.Cut());
    }

    @Override
    public void onComplete() {
        if (content.isDone()) {
            return;
        }
        ByteBuffer whole = ByteBuffer.allocate((int) bytes);
        parts.forEach(whole::put);
        content.complete(new ProviderReply.Content.Whole(whole.flip()));
    }
}
