package dev.sluice.delivery.kafka;

import dev.sluice.delivery.Route;
import dev.sluice.delivery.Trouble;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an exception means for a customer's courier. */
final class Troubles {

    private Troubles() {}

    /**
     * Kafka wraps what went wrong in a transaction, sometimes twice: the first cause that says
     * something counts.
     */
    static Trouble of(Route route, Throwable thrown) {
        String topic = route.to().topic();
        if (has(thrown, TopicTooSmallException.class)) {
            return new Trouble(Trouble.Kind.TOPIC_TOO_SMALL, String.valueOf(thrown.getMessage()));
        }
        if (has(thrown, AuthorizationException.class)) {
            return new Trouble(
                    Trouble.Kind.FORBIDDEN,
                    "not permitted: %s. The role needs WRITE and DESCRIBE on topic %s, WRITE and DESCRIBE on transactional id %s-%s, and READ on group %s"
                            .formatted(
                                    words(thrown, AuthorizationException.class),
                                    topic,
                                    DeliveryClients.GROUP,
                                    route.customer(),
                                    DeliveryClients.offsetsGroup(route.customer())));
        }
        if (has(thrown, ProducerFencedException.class)
                || has(thrown, InvalidProducerEpochException.class)) {
            return new Trouble(
                    Trouble.Kind.FENCED, "another process delivers for " + route.customer());
        }
        if (has(thrown, UnknownTopicOrPartitionException.class)) {
            return new Trouble(
                    Trouble.Kind.TOPIC_MISSING,
                    "there is no topic " + topic + ": make it, delivery goes on by itself");
        }
        return ofOther(thrown);
    }

    private static Trouble ofOther(Throwable thrown) {
        if (has(thrown, RegistryUnavailableException.class)
                || has(thrown, SchemaNotFoundException.class)) {
            return new Trouble(
                    Trouble.Kind.REGISTRY_AWAY, "the schema registry: " + thrown.getMessage());
        }
        if (has(thrown, RetriableException.class)) {
            return new Trouble(
                    Trouble.Kind.KAFKA_AWAY,
                    "Kafka does not answer: " + words(thrown, RetriableException.class));
        }
        return new Trouble(Trouble.Kind.OTHER, thrown.toString());
    }

    /** Whether a record, or a batch of them, was larger than something on its way takes. */
    static boolean isTooLarge(Throwable thrown) {
        return has(thrown, RecordTooLargeException.class)
                || has(thrown, RecordBatchTooLargeException.class);
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return causes(thrown).anyMatch(type::isInstance);
    }

    private static String words(Throwable thrown, Class<? extends Throwable> type) {
        return causes(thrown)
                .filter(type::isInstance)
                .findFirst()
                .map(Throwable::getMessage)
                .orElse("");
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
