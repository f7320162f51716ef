package dev.sluice.worker.http;

import dev.sluice.worker.http.CallProgress.Phase;
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
    private final CallProgress progress;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final CompletableFuture<ProviderReply.Content> content = new CompletableFuture<>();
    private volatile Optional<HttpResponse.ResponseInfo> head = Optional.empty();
    private volatile Optional<Flow.Subscription> subscription = Optional.empty();
    private long bytes;

    BoundedAnswer(int bytesMax, CallProgress progress) {
        this.bytesMax = bytesMax;
        this.progress = progress;
    }

    /** With this for its body; empty where no head came. */
    Optional<ProviderReply> reply(ProviderReply.Content body) {
        return head.map(info -> {
            AnswerHeaders headers = AnswerHeaders.of(info.headers().map());
            return new ProviderReply.Answered(
                    info.statusCode(), headers, Unzipped.of(headers, body, bytesMax));
        });
    }

    @Override
    public HttpResponse.BodySubscriber<ProviderReply.Content> apply(
            HttpResponse.ResponseInfo info) {
        head = Optional.of(info);
        progress.moved(Phase.READING);
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
        progress.moved(Phase.READING);
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
        parts.clear();
        content.complete(new ProviderReply.Content.Cut());
    }

    @Override
    public void onComplete() {
        if (content.isDone()) {
            return;
        }
        // The one copy that is needed: what follows wants the answer in one piece.
        ByteBuffer whole = ByteBuffer.allocate((int) bytes);
        parts.forEach(whole::put);
        parts.clear();
        content.complete(new ProviderReply.Content.Whole(whole.flip()));
    }
}
