package dev.sluice.client.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What was there when a reader started. Owned by the reader's thread. */
final class Backlog {

    private final Map<TopicPartition, Long> ends;
    private boolean reported;

    Backlog(Map<TopicPartition, Long> ends) {
        this.ends = ends;
    }

    void reportOnce(Consumer<?, ?> consumer, ResultsReader.Listener listener) {
        if (!reported
                && ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            reported = true;
            listener.onCaughtUp();
        }
    }
}
