package dev.sluice.delivery.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own mock producer over a topic that takes records up to a size: what is larger shows at
 * the end of the transaction, as it does with a broker.
 */
final class CustomerTopic extends MockProducer<byte[], byte[]> {

    static final TopicPartition SOURCE = new TopicPartition("inference.results", 2);
    static final String GROUP = "sluice-delivery.acme";

    private final int bytesMax;
    private int transactions;
    private boolean tooLarge;

    CustomerTopic(int bytesMax) {
        super(
                true,
                new RoundRobinPartitioner(),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.bytesMax = bytesMax;
    }

    @Override
    public synchronized void beginTransaction() {
        transactions++;
        tooLarge = false;
        super.beginTransaction();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent) {
        tooLarge |= sent.value().length > bytesMax;
        return super.send(sent);
    }

    @Override
    public synchronized void commitTransaction() {
        if (tooLarge) {
            throw new KafkaException(
                    "Cannot execute transactional method because we are in an error state",
                    new RecordTooLargeException("larger than the topic takes"));
        }
        super.commitTransaction();
    }

    int transactions() {
        return transactions;
    }

    /** Offsets of the source in the order in which they were committed. */
    List<OffsetAndMetadata> commits() {
        List<OffsetAndMetadata> commits = new ArrayList<>();
        for (Map<String, Map<TopicPartition, OffsetAndMetadata>> groups :
                consumerGroupOffsetsHistory()) {
            groups.values()
                    .forEach(each -> Optional.ofNullable(each.get(SOURCE)).ifPresent(commits::add));
        }
        return commits;
    }
}
