package dev.sluice.worker.http;

import dev.sluice.worker.http.CallProgress.Phase;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request's body that knows how much of it was asked for. It hands out views of the bytes: the
 * JDK's own publisher would copy all of them first.
 *
 * <p>The JDK's client asks when the connection stands and the head has been written, and for the
 * next part when it has written the last one. Before the last part was asked for, no provider has a
 * whole request, and none can have begun to work, whatever the exception is called.
 */
final class SentBody implements HttpRequest.BodyPublisher {

    /** As much as the JDK's client writes at a time. */
    private static final int PART_BYTES_MAX = 16 * 1024;

    private final ByteBuffer bytes;
    private final CallProgress progress;
    private volatile boolean begun;
    private volatile boolean whole;

    /**
     * @param bytes not to be changed any more
     */
    SentBody(ByteBuffer bytes, CallProgress progress) {
        this.bytes = bytes.asReadOnlyBuffer();
        this.progress = progress;
    }

    /** Whether anything of it was handed out. */
    boolean hasBegun() {
        return begun || isWhole();
    }

    /** Whether the whole of it was handed out, so that it may have arrived. */
    boolean isWhole() {
        // The client does not ask for a body without a byte.
        return whole || !bytes.hasRemaining();
    }

    @Override
    public long contentLength() {
        return bytes.remaining();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        begun = true;
        progress.moved(Phase.SENDING);
        subscriber.onSubscribe(new Parts(subscriber, bytes.duplicate()));
    }

    /** Hands out one part for each that is asked for; a request within a request waits its turn. */
    private final class Parts implements Flow.Subscription {

        /** More than any body has, and far from overflowing. */
        private static final long DEMAND_MAX = Integer.MAX_VALUE;

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final ByteBuffer left;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean over;

        private Parts(Flow.Subscriber<? super ByteBuffer> subscriber, ByteBuffer left) {
            this.subscriber = subscriber;
            this.left = left;
        }

        @Override
        public void request(long count) {
            if (count < 1) {
                over = true;
                subscriber.onError(new IllegalArgumentException("asked for " + count));
            } else if (demand.getAndAdd(Math.min(count, DEMAND_MAX)) == 0) {
                do {
                    next();
                } while (demand.decrementAndGet() > 0);
            }
        }

        @Override
        public void cancel() {
            over = true;
        }

        private void next() {
            if (over) {
                return;
            }
            int size = Math.min(PART_BYTES_MAX, left.remaining());
            ByteBuffer part = left.slice(left.position(), size);
            left.position(left.position() + size);
            if (left.hasRemaining()) {
                progress.moved(Phase.SENDING);
                subscriber.onNext(part);
                return;
            }
            over = true;
            whole = true;
            progress.moved(Phase.AWAITING);
            subscriber.onNext(part);
            subscriber.onComplete();
        }
    }
}
