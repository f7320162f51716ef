package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.ReplayForm;
import dev.sluice.dispatcher.streams.admission.Letters;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes requests once more, on their customers' partitions. One thread. */
final class ReplayPublisher implements AutoCloseable {

    /** Sent, and not acknowledged yet. The producer's own buffer bounds their bytes. */
    private static final int OPEN_MAX = 1_000;

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private record Sent(RequestId original, Future<RecordMetadata> position) {}

    private final Producer<byte[], byte[]> producer;
    private final Letters letters;
    private final VirtualKeys keys;
    private final int partitions;
    private final BiConsumer<RequestId, RequestId> published;
    private final Deque<Sent> open = new ArrayDeque<>();
    private int acknowledged;

    /**
     * @param published gets the original's id and the new one
     */
    ReplayPublisher(
            String bootstrapServers,
            Letters letters,
            VirtualKeys keys,
            int partitions,
            BiConsumer<RequestId, RequestId> published) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.producer =
                new KafkaProducer<>(ClientSettings.producer(bootstrapServers), bytes, bytes);
        this.letters = letters;
        this.keys = keys;
        this.partitions = partitions;
        this.published = published;
    }

    /**
     * Sends it, and tells of those that are acknowledged by now.
     *
     * @throws ReplayRefused where Kafka takes no more
     */
    void publish(RequestId original, ConsumerRecord<byte[], byte[]> record, ReplayForm form) {
        ProducerRecord<byte[], byte[]> again =
                switch (form) {
                    case ReplayForm.OfJson(Map<String, String> changed, Letter.OfJson letter) ->
                            put(record(letter, record.value(), record.headers()), changed);
                    case ReplayForm.OfAvro(Letter.OfAvro letter) ->
                            record(letter, letters.value(letter), record.headers());
                    case ReplayForm.Impossible(String why) -> throw new ReplayRefused(why);
                };
        try {
            open.add(new Sent(original, producer.send(again)));
        } catch (KafkaException e) {
            throw refused(e);
        }
        acknowledge(OPEN_MAX);
    }

    /** Waits for all that were sent. */
    void finish() {
        acknowledge(0);
    }

    private ProducerRecord<byte[], byte[]> record(Letter letter, byte[] value, Headers headers) {
        String customer =
                letter.virtualKey()
                        .flatMap(keys::find)
                        .map(entry -> entry.customer().id())
                        .orElseThrow();
        return new ProducerRecord<>(
                Topics.REQUESTS.name(),
                Partitions.of(customer, partitions),
                utf8(customer),
                value,
                headers);
    }

    private static ProducerRecord<byte[], byte[]> put(
            ProducerRecord<byte[], byte[]> record, Map<String, String> changed) {
        changed.forEach((name, text) -> record.headers().remove(name).add(name, utf8(text)));
        return record;
    }

    private void acknowledge(int left) {
        while (open.size() > left) {
            Sent oldest = open.remove();
            try {
                RecordMetadata position = oldest.position().get();
                acknowledged++;
                published.accept(
                        oldest.original(),
                        new RequestId(
                                oldest.original().topicId(),
                                position.partition(),
                                position.offset()));
            } catch (ExecutionException e) {
                throw refused(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReplayRefused("interrupted after %d replays".formatted(acknowledged));
            }
        }
    }

    private ReplayRefused refused(Exception why) {
        return new ReplayRefused(
                "Kafka took %,d replays and no more: %s. Ask for the same again: those that it took are left alone then"
                        .formatted(acknowledged, why.getMessage()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
