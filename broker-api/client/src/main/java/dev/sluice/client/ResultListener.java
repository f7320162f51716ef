package dev.sluice.client;

/** Gets results, one at a time, on the thread of its subscription. */
@FunctionalInterface
public interface ResultListener {

    /**
     * A result. It may come again after a crash or when members join or leave the group: {@link
     * Result#requestId()} tells. Each call must end within Kafka's {@code max.poll.interval.ms} (5
     * minutes).
     *
     * @throws Exception stops the subscription; the result comes again to the next member
     */
    void onResult(Result result) throws Exception;
}
