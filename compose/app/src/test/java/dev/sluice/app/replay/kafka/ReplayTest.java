package dev.sluice.app.replay.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplayRefused;
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

    private static Map<RequestId, Fate> fates(ReplayPlan plan) {
        Map<RequestId, Fate> fates = new HashMap<>();
        plan.items().forEach(item -> fates.put(item.request().id(), Fate.of(item.verdict())));
        return fates;
    }

    private Map<RequestId, RequestId> publish(Selection selection) {
        Map<RequestId, RequestId> published = new HashMap<>();
        try (Replay replay = desk.replay(selection)) {
            replay.publish(replay.plan(), published::put);
        }
        return published;
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

        Map<RequestId, RequestId> published = publish(Desk.all());

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

        Map<RequestId, RequestId> published = publish(Desk.workflow("w"));

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
        RequestId replay = replay(publish(Desk.all()), id);

        Selection original =
                new Selection(
                        new Selection.Offsets(
                                new Selection.Position(1, id.offset()),
                                Optional.of(new Selection.Position(1, id.offset()))),
                        Optional.empty());
        assertThat(fates(desk.plan(original))).isEqualTo(Map.of(replay, Fate.IN_PROGRESS));
        assertThat(publish(original)).isEmpty();

        desk.ended(replay, ResultStatus.FAILED);
        RequestId second = replay(publish(original), replay);
        assertThat(header(desk.record(second), "sluice-replay-of"))
                .as("the original, not the replay")
                .contains(id.toString());

        desk.ended(second, ResultStatus.ANSWERED);
        assertThat(fates(desk.plan(original))).isEqualTo(Map.of(second, Fate.ANSWERED));
        assertThat(publish(original)).isEmpty();
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

    @Test
    void aPartASinceAndACustomerSelect() {
        RequestId first = desk.request(0, DEMO);
        RequestId second = desk.request(0, DEMO);
        RequestId third = desk.request(0, Map.of("sluice-key", "ops"));
        RequestId fourth = desk.request(2, Map.of("sluice-key", "removed"));
        for (RequestId id : List.of(first, second, third)) {
            desk.ended(id, ResultStatus.FAILED);
        }
        desk.ended(fourth, ResultStatus.FAILED, "globex");

        assertThat(fates(desk.plan(part("0:1", "0:1")))).containsOnlyKeys(second);
        assertThat(fates(desk.plan(part("0:1", null)))).containsOnlyKeys(second, third);
        Instant then = Instant.ofEpochMilli(desk.record(third).timestamp());
        assertThat(fates(desk.plan(since(then)))).containsKeys(third, fourth);
        assertThat(fates(desk.plan(since(Instant.now().plusSeconds(60))))).isEmpty();
        try (Replay replay = desk.replay(Desk.all(), "failed", Optional.of("globex"))) {
            assertThat(fates(replay.plan())).containsOnlyKeys(third, fourth);
        }
    }

    private static Selection part(String from, @org.jspecify.annotations.Nullable String to) {
        return Selection.of(
                Optional.empty(), Optional.of(from), Optional.ofNullable(to), Optional.empty());
    }

    private static Selection since(Instant time) {
        return Selection.of(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(time));
    }

    @Test
    void whatAdmissionBuriedWillHaveNoResult() {
        RequestId undecided = desk.request(0, DEMO);
        RequestId open = desk.request(0, DEMO);
        desk.request(0, new byte[] {0, 0, 0, 0, 99, 1}, Map.of());
        desk.buried(undecided, "admission", "undecided");
        desk.buried(open, "placement", "invalid");

        assertThat(fates(desk.plan(Desk.all())))
                .isEqualTo(Map.of(undecided, Fate.CANNOT, open, Fate.IN_PROGRESS));
        assertThat(desk.progress.toString())
                .contains("1 records in between are no requests: see inference.dead-letters");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() {
        desk.request(0, demo("sluice-workflow", "nightly"));

        assertRefused(
                Desk.workflow("weekly"), "no request is of workflow 'weekly'; others are nightly");
        assertRefused(part("0:1", null), "--from 0:1 is past the end: partition 0 has 0 to 0");
        assertRefused(part("3:0", null), "--from 3:0: partition 3 has no records");
        assertRefused(part("4:0", null), "there is no partition 4: there are 0 to 3");
        assertThatThrownBy(() -> desk.replay(Desk.all(), "failed", Optional.of("initech")))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(
                        "there is no customer 'initech' in the configuration in force (version 1): there are acme, globex");
    }

    private void assertRefused(Selection selection, String why) {
        try (Replay replay = desk.replay(selection)) {
            assertThatThrownBy(replay::plan).isInstanceOf(ReplayRefused.class).hasMessage(why);
        }
    }

    @Test
    void requestsFarApartAreReadWhereTheyStand() {
        RequestId first = desk.request(0, demo("sluice-workflow", "w"));
        for (int i = 0; i < 3_000; i++) {
            desk.sendSoon(0);
        }
        RequestId last = desk.request(0, demo("sluice-workflow", "w"));
        RequestId elsewhere = desk.request(3, demo("sluice-workflow", "w"));
        for (RequestId id : List.of(first, last, elsewhere)) {
            desk.ended(id, ResultStatus.FAILED);
        }

        Map<RequestId, RequestId> published = publish(Desk.workflow("w"));

        assertThat(published).containsOnlyKeys(first, last, elsewhere);
        assertThat(last.offset() - first.offset()).isEqualTo(3_001);
    }
}
