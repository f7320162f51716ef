package dev.sluice.client.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the partitions of a source and where to begin. Owned by the reader's thread. */
final class ResultsPosition {

    private static final Logger LOG = LoggerFactory.getLogger(ResultsPosition.class);
    private static final Duration LOOKUP = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final ResultsSource source;
    private final Closing closing;

    ResultsPosition(Consumer<byte[], byte[]> consumer, ResultsSource source, Closing closing) {
        this.consumer = consumer;
        this.source = source;
        this.closing = closing;
    }

    /** Waits for the topic, since a role may start before it is made. */
    List<TopicPartition> assign() {
        while (!closing.isAsked()) {
            try {
                List<PartitionInfo> found = consumer.partitionsFor(source.topic(), LOOKUP);
                if (found != null && !found.isEmpty()) {
                    List<TopicPartition> partitions = source.choose(found);
                    consumer.assign(partitions);
                    return partitions;
                }
            } catch (RetriableException e) {
                LOG.atWarn()
                        .addKeyValue("topic", source.topic())
                        .addKeyValue("reason", e.getMessage())
                        .log("results not found yet");
            }
            closing.pause();
        }
        throw new WakeupException();
    }

    /** Fixes the position of every partition: from here on nothing is missed. */
    Backlog begin(List<TopicPartition> partitions, ResultsReader.From from) {
        while (!closing.isAsked()) {
            try {
                Map<TopicPartition, Long> ends = ends(partitions);
                switch (from) {
                    case BEGINNING -> consumer.seekToBeginning(partitions);
                    case END -> ends.forEach(consumer::seek);
                }
                partitions.forEach(each -> consumer.position(each, LOOKUP));
                return new Backlog(ends);
            } catch (RetriableException e) {
                LOG.atWarn()
                        .addKeyValue("topic", source.topic())
                        .addKeyValue("reason", e.getMessage())
                        .log("results not positioned yet");
                closing.pause();
            }
        }
        throw new WakeupException();
    }

    /**
     * @throws RetriableException where Kafka gives no answer
     */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions, LOOKUP);
    }
}
