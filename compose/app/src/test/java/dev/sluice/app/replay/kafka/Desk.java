package dev.sluice.app.replay.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplayRules;
import dev.sluice.app.replay.ReplayStatus;
import dev.sluice.app.replay.ReplaySummary.Fate;
import dev.sluice.app.replay.Selection;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.ledger.kafka.TopicScan;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sluice's topics on a Kafka, four partitions, where the test writes what agents and admission
 * would.
 */
final class Desk implements AutoCloseable {

    static final String LINE =
            """
            {"custom_id":"c","body":{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}}\
            """;

    private static final String YAML =
            """
            providers:
              sim:
                type: openai
                base_url: http://127.0.0.1:1/v1
                keys: [{id: key-a, secret: "${env:KEY_A}", limits: [{requests: 600, per: 1m}]}]
            models:
              gpt-4o-mini: {provider: sim, max_output_tokens: 1000}
            customers:
              acme:
                teams: {research: {keys: [{id: demo, secret_sha256: "HASH", models: [gpt-4o-mini]}]}}
              globex:
                teams: {ops: {keys: [{id: ops, secret_sha256: "HASH", models: [gpt-4o-mini]}]}}
            prices:
              gpt-4o-mini: {input_per_million: 1, output_per_million: 2}
            audit: {root_key: "${env:AUDIT_ROOT}"}
            """
                    .replace("HASH", "a".repeat(64));

    private final EmbeddedKafka kafka;
    final ClusterLink cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    final StringWriter progress = new StringWriter();

    Desk(Path folder) {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            admin.create(TopicPlan.embedded());
        }
        cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        producer =
                new KafkaProducer<>(
                        ClientSettings.producer(kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    void configure() {
        cluster.apply(
                (ParsedConfig.Valid) ConfigParser.parse(YAML, "test.yaml"),
                "test",
                InstantSource.system());
    }

    RequestId request(int partition, Map<String, String> headers) {
        return request(partition, LINE.getBytes(UTF_8), headers);
    }

    RequestId request(int partition, byte[] value, Map<String, String> headers) {
        List<Header> all = new ArrayList<>();
        headers.forEach((name, text) -> all.add(new RecordHeader(name, text.getBytes(UTF_8))));
        return send(
                new ProducerRecord<byte[], byte[]>(
                        Topics.REQUESTS.name(), partition, (Long) null, null, value, all));
    }

    RequestId send(ProducerRecord<byte[], byte[]> record) {
        try {
            var position = producer.send(record).get();
            return new RequestId(
                    cluster.topics().requestsTopicId(), position.partition(), position.offset());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request of no workflow, not waited for. */
    void sendSoon(int partition) {
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                Topics.REQUESTS.name(), partition, null, LINE.getBytes(UTF_8)));
    }

    void ended(RequestId id, ResultStatus status) {
        ended(id, status, "acme");
    }

    /** It has cost 7 pico-dollars. */
    void ended(RequestId id, ResultStatus status, String customer) {
        Optional<ResultError> error =
                Optional.of(ResultError.newBuilder().setType("an_error").setMessage("").build())
                        .filter(_ -> status != ResultStatus.ANSWERED);
        InferenceResult result =
                InferenceResult.newBuilder()
                        .setRequestId(id.toString())
                        .setTenant(new Tenant(customer, "team", "key"))
                        .setStatus(status)
                        .setStatusCode(200)
                        .setError(error.orElse(null))
                        .setCostPicos(7)
                        .setAcceptedAt(Instant.now())
                        .setFinishedAt(Instant.now())
                        .setConfigVersion(1)
                        .build();
        send(
                new ProducerRecord<>(
                        Topics.RESULTS.name(),
                        AvroWire.of(Topics.RESULTS, cluster.registry()).encode(result)));
    }

    void buried(RequestId id, String stage, String reason) {
        DeadLetter letter =
                DeadLetter.newBuilder()
                        .setStage(stage)
                        .setTopic(Topics.REQUESTS.name())
                        .setPartition(id.partition())
                        .setOffset(id.offset())
                        .setRecordedAt(Instant.now())
                        .setReason(reason)
                        .setDetail("")
                        .setRequestId(id.toString())
                        .setAt(Instant.now())
                        .build();
        send(
                new ProducerRecord<>(
                        Topics.DEAD_LETTERS.name(),
                        AvroWire.of(Topics.DEAD_LETTERS, cluster.registry()).encode(letter)));
    }

    Replay replay(Selection selection) {
        return replay(selection, ReplayStatus.USUAL, Optional.empty());
    }

    Replay replay(Selection selection, String statuses, Optional<String> customer) {
        return Replay.open(
                cluster,
                new Replay.Order(
                        selection,
                        new ReplayRules(
                                ReplayStatus.parse(Arrays.asList(statuses.split(",", -1))),
                                customer,
                                Duration.ofDays(7)),
                        Optional.empty()),
                SecretResolver.of(Map.of())::resolve,
                new PrintWriter(progress),
                InstantSource.system());
    }

    ReplayPlan plan(Selection selection) {
        try (Replay replay = replay(selection)) {
            return replay.plan();
        }
    }

    static Selection all() {
        return new Selection(new Selection.Everything(), Optional.empty());
    }

    static Selection workflow(String workflow) {
        return new Selection(new Selection.Everything(), Optional.of(workflow));
    }

    /** All records of inference.requests. */
    List<ConsumerRecord<byte[], byte[]>> requests() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                TopicScan scan = TopicScan.of(kafka.bootstrapServers(), Topics.REQUESTS.name())) {
            scan.readTo(scan.ends(admin), found::add);
        }
        return found;
    }

    ConsumerRecord<byte[], byte[]> record(RequestId id) {
        return requests().stream()
                .filter(found -> found.partition() == id.partition())
                .filter(found -> found.offset() == id.offset())
                .findAny()
                .orElseThrow();
    }

    @Override
    public void close() {
        producer.close();
        cluster.close();
        kafka.close();
    }

    static Map<RequestId, Fate> fates(ReplayPlan plan) {
        Map<RequestId, Fate> fates = new HashMap<>();
        plan.items().forEach(item -> fates.put(item.request().id(), Fate.of(item.verdict())));
        return fates;
    }

    /** Replays, and returns what was published for what. */
    Map<RequestId, RequestId> publish(Selection selection) {
        Map<RequestId, RequestId> published = new HashMap<>();
        try (Replay replay = replay(selection)) {
            replay.publish(replay.plan(), published::put);
        }
        return published;
    }
}
