package dev.sluice.delivery.kafka;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Kafka's id of a topic by its name. Asking makes no topic; where there is none, or this may not
 * see it, Kafka's exception says so. Any thread.
 */
record TopicIds(Admin admin) implements UnaryOperator<String> {

    @Override
    public String apply(String name) {
        try {
            return Objects.requireNonNull(
                            admin.describeTopics(List.of(name)).allTopicNames().get().get(name),
                            name)
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException("looking for the topic " + name, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
