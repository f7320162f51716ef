package dev.sluice.client.kafka;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a publisher knows of {@code inference.requests}.
 *
 * @param id topic id, of which request ids are made
 */
record RequestsTopic(String id, int partitions) {

    /**
     * Looks it up; needs the right to describe the topic, which who may write has.
     *
     * @throws KafkaException where Kafka does not answer within {@code max}, has no such topic, or
     *     does not let this client see it
     */
    static RequestsTopic find(KafkaAccess access, Duration max) {
        String name = Topics.REQUESTS.name();
        Admin admin = Admin.create(access.admin(within(max)));
        try {
            TopicDescription found =
                    admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get(max.toMillis(), TimeUnit.MILLISECONDS)
                            .values()
                            .iterator()
                            .next();
            return new RequestsTopic(found.topicId().toString(), found.partitions().size());
        } catch (ExecutionException e) {
            throw failure(access, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failure(access, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Map<String, String> within(Duration max) {
        String millis = Long.toString(Math.max(1, max.toMillis()));
        return Map.of("default.api.timeout.ms", millis, "request.timeout.ms", millis);
    }

    private static KafkaException failure(KafkaAccess access, Throwable cause) {
        return cause instanceof UnknownTopicOrPartitionException
                ? new KafkaException(
                        "the Kafka at %s has no topic %s: is Sluice's there (sluice topics create)?"
                                .formatted(access.bootstrapServers(), Topics.REQUESTS.name()),
                        cause)
                : new KafkaException(
                        "cannot look up %s at %s: %s"
                                .formatted(
                                        Topics.REQUESTS.name(), access.bootstrapServers(), cause),
                        cause);
    }
}
