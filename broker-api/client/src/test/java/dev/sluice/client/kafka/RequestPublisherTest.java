package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.wire.OutgoingCancel;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import dev.sluice.testing.kafka.FakeKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RequestPublisherTest {

    private static final OutgoingRequest REQUEST =
            new OutgoingRequest(
                    Optional.of("acme"),
                    Results.utf8("{\"body\":{}}"),
                    Map.of("sluice-key", "demo", "sluice-workflow", "wörk"));

    private final FakeKafka kafka = new FakeKafka((_, _) -> Optional.empty());
    private Instant now = Samples.NOON;
    private final RequestPublisher publisher =
            new RequestPublisher(kafka.producer, Samples.TOPIC_ID, Samples.PARTITIONS, () -> now);

    @Test
    void aRecordGoesToItsCustomersPartitionWithItsHeaders() {
        assertThat(publisher.publish(REQUEST)).isCompleted();

        ProducerRecord<byte[], byte[]> sent = kafka.producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo("inference.requests");
        assertThat(sent.partition()).isEqualTo(Partitions.of("acme", Samples.PARTITIONS));
        assertThat(utf8(sent.key())).isEqualTo("acme");
        assertThat(utf8(sent.value())).isEqualTo("{\"body\":{}}");
        assertThat(utf8(sent.headers().lastHeader("sluice-key").value())).isEqualTo("demo");
        assertThat(utf8(sent.headers().lastHeader("sluice-workflow").value())).isEqualTo("wörk");
    }

    @Test
    void theIdIsThePositionOfTheAcknowledgement() {
        CompletableFuture<RequestId> first = publisher.publish(REQUEST);
        CompletableFuture<RequestId> second = publisher.publish(REQUEST);

        int partition = Partitions.of("acme", Samples.PARTITIONS);
        assertThat(first).isCompletedWithValue(new RequestId(Samples.TOPIC_ID, partition, 0));
        assertThat(second).isCompletedWithValue(new RequestId(Samples.TOPIC_ID, partition, 1));
    }

    @Test
    void withoutACustomerTheRecordHasNoKeyAndAnyPartition() {
        OutgoingRequest anybodys = new OutgoingRequest(Optional.empty(), REQUEST.value(), Map.of());

        assertThat(publisher.publish(anybodys)).isCompleted();

        ProducerRecord<byte[], byte[]> sent = kafka.producer.history().getFirst();
        assertThat(sent.key()).isNull();
        assertThat(sent.partition()).isNull();
    }

    @Test
    void aCancelGoesToItsTopicOnItsCustomersPartitionWithTheKeyInAHeader() throws Exception {
        RequestId id = new RequestId(Samples.TOPIC_ID, 0, 7);
        OutgoingCancel cancel =
                new OutgoingCancel(id, Optional.of("acme"), "demo", Optional.of("a \"mistake\""));

        assertThat(publisher.cancel(cancel)).isCompletedWithValue(id);

        ProducerRecord<byte[], byte[]> sent = kafka.producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo("inference.cancels");
        assertThat(sent.partition()).isEqualTo(Partitions.of("acme", Samples.PARTITIONS));
        assertThat(utf8(sent.headers().lastHeader("sluice-key").value())).isEqualTo("demo");
        JsonNode value = new JsonMapper().readTree(sent.value());
        assertThat(value.get("request_id").textValue()).isEqualTo(Samples.requestId(7));
        assertThat(value.get("reason").textValue()).isEqualTo("a \"mistake\"");
    }

    @Test
    void aCancelThatKafkaDoesNotTakeFails() {
        kafka.producer.sendException = new TimeoutException("no broker");
        RequestId id = new RequestId(Samples.TOPIC_ID, 0, 7);
        OutgoingCancel cancel = new OutgoingCancel(id, Optional.empty(), "demo", Optional.empty());

        assertThat(publisher.cancel(cancel)).isCompletedExceptionally();
        assertThat(utf8(cancel.value().array()))
                .isEqualTo("{\"request_id\":\"" + Samples.requestId(7) + "\"}");
    }

    @Test
    void whatHasASignerIsSignedWhenItIsPublishedEachWithANonceOfItsOwn() {
        SigningKey key = SigningKey.of("demo", "secret");
        publisher.publish(REQUEST.signedBy(key)).join();
        now = now.plusSeconds(1);
        publisher.publish(REQUEST.signedBy(key)).join();

        List<Signature> signatures =
                kafka.producer.history().stream()
                        .map(sent -> sent.headers().lastHeader("sluice-signature").value())
                        .map(value -> Signature.parse(utf8(value)).orElseThrow())
                        .toList();
        assertThat(signatures)
                .extracting(signature -> signature.stamp().at())
                .containsExactly(Samples.NOON, Samples.NOON.plusSeconds(1));
        assertThat(signatures)
                .extracting(signature -> signature.stamp().nonce())
                .doesNotHaveDuplicates();
        assertThat(signatures)
                .allSatisfy(signature ->
                        assertThat(
                                        key.signed(
                                                SignedText.ofJson(
                                                                Topics.REQUESTS,
                                                                REQUEST.value(),
                                                                REQUEST.headers(),
                                                                signature.stamp())
                                                        .orElseThrow(),
                                                signature))
                                .isTrue());
    }

    @Test
    void whatCannotBeSignedFailsAndIsNoTroubleOfKafkas() {
        OutgoingRequest twoLines =
                new OutgoingRequest(
                        Optional.empty(),
                        REQUEST.value(),
                        Map.of("sluice-key", "demo", "sluice-step", "a\nb"));

        assertThat(publisher.publish(twoLines)).isCompleted();
        assertThat(publisher.publish(twoLines.signedBy(SigningKey.of("demo", "secret"))))
                .isCompletedExceptionally();
        assertThat(publisher.trouble()).isEmpty();
        assertThat(kafka.producer.history()).hasSize(1);
    }

    @Test
    void aFailureIsTroubleForAWhile() {
        kafka.producer.sendException = new TimeoutException("no broker");
        assertThat(publisher.publish(REQUEST)).isCompletedExceptionally();
        assertThat(publisher.trouble()).contains("no broker");

        now = now.plus(Duration.ofSeconds(11));

        assertThat(publisher.trouble()).isEmpty();
    }

    @Test
    void aSuccessEndsTheTrouble() {
        kafka.producer.sendException = new TimeoutException("no broker");
        assertThat(publisher.publish(REQUEST)).isCompletedExceptionally();
        kafka.producer.sendException = null;

        assertThat(publisher.publish(REQUEST)).isCompleted();

        assertThat(publisher.trouble()).isEmpty();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
