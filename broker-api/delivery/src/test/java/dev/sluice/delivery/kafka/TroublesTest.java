package dev.sluice.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.delivery.Route;
import dev.sluice.delivery.Trouble;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TroublesTest {

    private static final Route ROUTE =
            new Route("acme", 2, new ResultsTopic("out.acme", ResultsTopic.Format.JSON));

    record Case(RuntimeException thrown, Trouble.Kind kind, String words) {
        @Override
        public String toString() {
            return thrown.getClass().getSimpleName();
        }
    }

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<Case> CASES =
            List.of(
                    new Case(
                            new UnknownTopicOrPartitionException("x"),
                            Trouble.Kind.TOPIC_MISSING,
                            "there is no topic out.acme: make it"),
                    new Case(
                            new TopicAuthorizationException(Set.of("out.acme")),
                            Trouble.Kind.FORBIDDEN,
                            "WRITE and DESCRIBE on topic out.acme"),
                    new Case(
                            new TransactionalIdAuthorizationException("x"),
                            Trouble.Kind.FORBIDDEN,
                            "transactional id sluice-delivery-acme"),
                    new Case(
                            GroupAuthorizationException.forGroupId("g"),
                            Trouble.Kind.FORBIDDEN,
                            "READ on group sluice-delivery.acme"),
                    new Case(
                            new ProducerFencedException("x"),
                            Trouble.Kind.FENCED,
                            "another process delivers for acme"),
                    new Case(
                            new InvalidProducerEpochException("x"),
                            Trouble.Kind.FENCED,
                            "another process"),
                    new Case(
                            new TopicTooSmallException("out.acme", 400),
                            Trouble.Kind.TOPIC_TOO_SMALL,
                            "does not take a record of 400 bytes"),
                    new Case(
                            new RegistryUnavailableException("no answer"),
                            Trouble.Kind.REGISTRY_AWAY,
                            "no answer"),
                    new Case(
                            new TimeoutException("after 5 s"),
                            Trouble.Kind.KAFKA_AWAY,
                            "Kafka does not answer: after 5 s"),
                    new Case(
                            new InvalidTimestampException("too old"),
                            Trouble.Kind.OTHER,
                            "InvalidTimestampException: too old"));

    @ParameterizedTest
    @FieldSource("CASES")
    void whatIsWrongIsSaidWithWhereAndWhatToDo(Case given) {
        Trouble trouble = Troubles.of(ROUTE, given.thrown());

        assertThat(trouble.kind()).isEqualTo(given.kind());
        assertThat(trouble.message()).contains(given.words());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aCauseCountsHoweverKafkaWrapsIt(Case given) {
        KafkaException wrapped =
                new KafkaException("error state", new KafkaException(given.thrown()));

        assertThat(Troubles.of(ROUTE, wrapped).kind()).isEqualTo(given.kind());
    }

    @Test
    void tooLargeIsARecordOrABatchOfThem() {
        assertThat(Troubles.isTooLarge(new KafkaException("x", new RecordTooLargeException("y"))))
                .isTrue();
        assertThat(Troubles.isTooLarge(new RecordBatchTooLargeException("x"))).isTrue();
        assertThat(Troubles.isTooLarge(new KafkaException("x"))).isFalse();
    }
}
