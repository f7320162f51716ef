package dev.sluice.delivery.kafka;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Looks whether a customer's topic is there before anything is written: a producer that asks for a
 * missing one would make it, on brokers that allow that, and waits for it on the others. Owned by a
 * courier.
 */
final class TopicLook {

    /** So long a look is good. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final UnaryOperator<String> ids;
    private final String topic;
    private Instant last = Instant.EPOCH;

    /**
     * @param ids Kafka's id of a topic by its name; throws where it is not there
     */
    TopicLook(UnaryOperator<String> ids, String topic) {
        this.ids = ids;
        this.topic = topic;
    }

    /**
     * @throws org.apache.kafka.common.KafkaException where the topic is not there, or this may not
     *     see it
     */
    void check(Instant now) {
        if (!now.isBefore(last.plus(GOOD_FOR))) {
            String _ = ids.apply(topic);
            last = now;
        }
    }

    /** Kafka's id of {@code inference.results}: another one means another log. */
    String resultsId() {
        return ids.apply(Topics.RESULTS.name());
    }
}
