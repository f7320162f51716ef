package dev.sluice.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.delivery.Copy;
import dev.sluice.delivery.Parcel;
import dev.sluice.delivery.SourcePosition;
import dev.sluice.testing.ResultSamples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

    private static final int TAKES = 2_000;

    private final CustomerTopic topic = new CustomerTopic(TAKES);
    private final Outbox outbox = outbox(topic);

    @Test
    void copiesAndOffsetAreOneTransaction() {
        outbox.deliver(parcels("xxx"), 57);

        assertThat(topic.transactions()).isEqualTo(1);
        assertThat(delivered()).isEqualTo("0 1 2");
        assertThat(topic.commits()).containsExactly(new OffsetAndMetadata(57, "topic-id"));
    }

    @Test
    void aCopyGoesWithKeyTimeAndHeaders() {
        outbox.deliver(parcels("x"), 1);

        ProducerRecord<byte[], byte[]> sent = topic.history().getFirst();
        assertThat(sent.topic()).isEqualTo("out.acme");
        assertThat(sent.timestamp()).isEqualTo(dev.sluice.testing.Samples.NOON.toEpochMilli());
        assertThat(text(sent.headers().lastHeader("sluice-request-id").value())).isEqualTo("0");
        assertThat(text(sent.headers().lastHeader("sluice-step").value())).isEqualTo("plan");
    }

    /** x: taken as it is; O: too large. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "O",
                "xO",
                "Ox",
                "OO",
                "xxOxx",
                "OxOxOxO",
                "xxxxxxxxO",
                "OOOOOOOO",
                "xOOOx",
                "OxxxxxxxxxxxxxxxxxxxxxxxxxxxxxO"
            })
    void whatIsTooLargeGoesAsAStandInInItsPlace(String sizes) {
        outbox.deliver(parcels(sizes), sizes.length());

        assertThat(delivered())
                .isEqualTo(
                        String.join(
                                " ",
                                IntStream.range(0, sizes.length())
                                        .mapToObj(n -> n + (sizes.charAt(n) == 'O' ? "!" : ""))
                                        .toList()));
        assertThat(topic.commits().getLast().offset()).isEqualTo(sizes.length());
        assertThat(topic.commits().stream().map(OffsetAndMetadata::offset)).isSorted();
    }

    @Test
    void aSizeThatWasRefusedIsNotTriedAgain() {
        outbox.deliver(parcels("O".repeat(64)), 64);

        // Halves down to the first one, then all the others at once on the way back.
        assertThat(topic.transactions()).isLessThan(20);
    }

    @Test
    void aTopicThatTakesNothingAtAllIsSaidAndNothingCommitted() {
        CustomerTopic tiny = new CustomerTopic(10);

        assertThatThrownBy(() -> outbox(tiny).deliver(parcels("x"), 1))
                .isInstanceOf(TopicTooSmallException.class)
                .hasMessageContaining("out.acme")
                .hasMessageContaining("max.message.bytes");
        assertThat(tiny.history()).isEmpty();
        assertThat(tiny.commits()).isEmpty();
    }

    @Test
    void whatIsNoMatterOfSizeEndsIt() {
        topic.commitTransactionException = new ProducerFencedException("another one");

        assertThatThrownBy(() -> outbox.deliver(parcels("xx"), 2))
                .isInstanceOf(ProducerFencedException.class);
        assertThat(topic.transactions()).isEqualTo(1);
    }

    @Test
    void anOffsetAloneIsATransactionToo() {
        outbox.commit(9);

        assertThat(topic.history()).isEmpty();
        assertThat(topic.commits()).containsExactly(new OffsetAndMetadata(9, "topic-id"));
    }

    private static Outbox outbox(CustomerTopic topic) {
        topic.initTransactions();
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
            return new Outbox(
                    topic, consumer.groupMetadata(), CustomerTopic.SOURCE, "topic-id", "out.acme");
        }
    }

    private static List<Parcel> parcels(String sizes) {
        List<Parcel> parcels = new ArrayList<>();
        for (int n = 0; n < sizes.length(); n++) {
            String body = "y".repeat(sizes.charAt(n) == 'O' ? TAKES + 100 * n : 100);
            parcels.add(
                    Parcel.whole(
                            new SourcePosition("inference.results", 2, n),
                            ResultSamples.answered(body).setRequestId(Integer.toString(n)).build(),
                            Copy::json));
        }
        return parcels;
    }

    /** Ids in the order of the topic; with a mark where it is a stand-in. */
    private String delivered() {
        return String.join(
                " ",
                topic.history().stream()
                        .map(sent ->
                                text(sent.key())
                                        + (text(sent.value()).contains("result_too_large")
                                                ? "!"
                                                : ""))
                        .toList());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
