package dev.sluice.app.replay.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplaySummary.Fate;
import dev.sluice.app.replay.Selection;
import dev.sluice.app.replay.Verdict;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay on a real Kafka, whose results the test writes itself. */
class ReplayTest {

    private static final Map<String, String> DEMO = Map.of("sluice-key", "demo");

    private Desk desk;

    @BeforeEach
    void start(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.configure();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private static Map<String, String> demo(String... more) {
        Map<String, String> headers = new HashMap<>(DEMO);
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    /** The one that was published for it. */
    private static RequestId replay(Map<RequestId, RequestId> published, RequestId original) {
        return Optional.ofNullable(published.get(original)).orElseThrow();
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return header(record.headers(), name);
    }

    private static Optional<String> header(Headers headers, String name) {
        Header last = headers.lastHeader(name);
        return last == null ? Optional.empty() : Optional.of(new String(last.value(), UTF_8));
    }

    @Test
    void aLineIsPublishedAgainByteForByteOnItsCustomersPartition() {
        ProducerRecord<byte[], byte[]> original =
                new ProducerRecord<>(
                        Topics.REQUESTS.name(), 3, null, (" " + Desk.LINE + "\n").getBytes(UTF_8));
        original.headers()
                .add("sluice-key", "nobody".getBytes(UTF_8))
                .add("sluice-key", "demo".getBytes(UTF_8))
                .add("x-bytes", new byte[] {(byte) 0xff, 0})
                .add("traceparent", "tp".getBytes(UTF_8))
                .add("sluice-deadline", Instant.now().plusSeconds(90).toString().getBytes(UTF_8));
        RequestId id = desk.send(original);
        desk.ended(id, ResultStatus.FAILED);

        Map<RequestId, RequestId> published = desk.publish(Desk.all());

        assertThat(published).containsOnlyKeys(id);
        ConsumerRecord<byte[], byte[]> again = desk.record(replay(published, id));
        assertThat(again.partition()).isEqualTo(Partitions.of("acme", 4));
        assertThat(again.key()).isEqualTo("acme".getBytes(UTF_8));
        assertThat(again.value()).isEqualTo(original.value());
        assertThat(again.headers().headers("sluice-key")).hasSize(2);
        assertThat(again.headers().lastHeader("x-bytes").value())
                .isEqualTo(new byte[] {(byte) 0xff, 0});
        assertThat(header(again, "traceparent")).contains("tp");
        assertThat(header(again, "sluice-replay-of")).contains(id.toString());
        assertThat(header(again, "idempotency-key")).contains("replay/" + id);
        assertThat(again.headers().headers("sluice-deadline")).hasSize(1);
        assertThat(Duration.parse(header(again, "sluice-deadline").orElseThrow()))
                .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    }

    @Test
    void anAvroRequestIsWrittenAnewWithTheLinkAndAsLongADeadline() {
        AvroWire<InferenceRequest> wire = AvroWire.of(Topics.REQUESTS, desk.cluster.registry());
        InferenceRequest original =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(Samples.chatBody("hello")))
                        .setWorkflow("w")
                        .setStep("s")
                        .setDeadline(Instant.now().plusSeconds(60))
                        .build();
        RequestId id = desk.request(0, wire.encode(original), Map.of());
        desk.ended(id, ResultStatus.EXPIRED);

        Map<RequestId, RequestId> published = desk.publish(Desk.workflow("w"));

        InferenceRequest again = wire.decode(desk.record(replay(published, id)).value());
        assertThat(again.getReplayOf()).contains(id.toString());
        assertThat(again.getIdempotencyKey()).as("workflow and step are one").isEmpty();
        assertThat(again.getDeadline().orElseThrow()).isAfter(original.getDeadline().orElseThrow());
        assertThat(
                        InferenceRequest.newBuilder(again)
                                .setReplayOf(null)
                                .setDeadline(original.getDeadline().orElseThrow())
                                .build())
                .isEqualTo(original);
    }

    @Test
    void aSecondReplayWaitsForTheFirstAndAThirdFindsItsAnswer() {
        RequestId id = desk.request(1, DEMO);
        desk.ended(id, ResultStatus.FAILED);
        RequestId replay = replay(desk.publish(Desk.all()), id);

        Selection original =
                new Selection(
                        new Selection.Offsets(
                                new Selection.Position(1, id.offset()),
                                Optional.of(new Selection.Position(1, id.offset()))),
                        Optional.empty());
        assertThat(Desk.fates(desk.plan(original))).isEqualTo(Map.of(replay, Fate.IN_PROGRESS));
        assertThat(desk.publish(original)).isEmpty();

        desk.ended(replay, ResultStatus.FAILED);
        RequestId second = replay(desk.publish(original), replay);
        assertThat(header(desk.record(second), "sluice-replay-of"))
                .as("the original, not the replay")
                .contains(id.toString());

        desk.ended(second, ResultStatus.ANSWERED);
        assertThat(Desk.fates(desk.plan(original))).isEqualTo(Map.of(second, Fate.ANSWERED));
        assertThat(desk.publish(original)).isEmpty();
        assertThat(desk.requests()).hasSize(3);
    }

    @Test
    void whatAdmissionWouldTurnAwayIsListedWithItsReasonAndNotPublished() {
        String other = Desk.LINE.replace("gpt-4o-mini", "gpt-2");
        RequestId noModel = desk.request(0, other.getBytes(UTF_8), DEMO);
        RequestId noKey = desk.request(0, Map.of("sluice-key", "gone"));
        RequestId noJson = desk.request(0, "{".getBytes(UTF_8), DEMO);
        RequestId late = desk.request(0, demo("sluice-deadline", "2001-01-01T00:00:00Z"));
        RequestId once =
                desk.request(0, demo("sluice-repeatable", "false", "idempotency-key", "k"));
        RequestId good = desk.request(0, demo("sluice-repeatable", "false"));
        for (RequestId id : List.of(noModel, noKey, noJson, late)) {
            desk.ended(id, ResultStatus.REFUSED);
        }
        desk.ended(once, ResultStatus.OUTCOME_UNKNOWN);
        desk.ended(good, ResultStatus.OUTCOME_UNKNOWN);
        Map<RequestId, RequestId> published = new HashMap<>();

        ReplayPlan plan;
        try (Replay replay = desk.replay(Desk.all(), "rejected,unknown", Optional.empty())) {
            plan = replay.plan();
            replay.publish(plan, published::put);
        }

        assertThat(published).containsOnlyKeys(good);
        assertThat(why(plan, noModel)).startsWith("model_not_found: ");
        assertThat(why(plan, noKey)).startsWith("unknown_virtual_key: ");
        assertThat(why(plan, noJson)).startsWith("invalid_request: ");
        assertThat(why(plan, late)).contains("--deadline");
        assertThat(why(plan, once)).contains("another key");
    }

    private static String why(ReplayPlan plan, RequestId id) {
        return plan.items().stream()
                .filter(item -> item.request().id().equals(id))
                .map(item -> ((Verdict.Cannot) item.verdict()).why())
                .findAny()
                .orElseThrow();
    }

    @Test
    void theCostIsTheReservationAtThePriceInForceAndWhatWasSpentIsTheResults() {
        RequestId id = desk.request(0, DEMO);
        desk.ended(id, ResultStatus.FAILED);

        var ready = (Verdict.Ready) desk.plan(Desk.all()).items().getFirst().verdict();

        // One dollar a million in, two a million out, at most 1,000 out: 2 millidollars and a bit.
        assertThat(ready.boundPicos()).isBetween(2_000_000_000L, 2_050_000_000L);
        assertThat(ready.wanted().spentPicos()).isEqualTo(7);
        assertThat(ready.length()).isEqualTo(Duration.ofMinutes(10));
    }
}
