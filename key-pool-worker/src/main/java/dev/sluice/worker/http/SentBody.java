package dev.sluice.worker.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A request's body that knows whether anybody asked for it. The JDK's client asks when the
 * connection stands and the head has been written; before that, no provider can have begun to work,
 * whatever the exception is called.
 */
final class SentBody implements HttpRequest.BodyPublisher {

    private final HttpRequest.BodyPublisher body;
    private volatile boolean begun;

    SentBody(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        this.body = HttpRequest.BodyPublishers.ofByteArray(copy);
    }

    boolean hasBegun() {
        return begun;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        begun = true;
        body.subscribe(subscriber);
    }
}
