package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ConfigSource;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.InputDone;
import dev.sluice.dispatcher.state.StoredUse;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ReroutedRequest;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.FickleRegistry;
import dev.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The topology on its test driver, with a clock that the test turns. Everything is partition 0. */
final class Stage implements AutoCloseable {

    final FickleRegistry registry = new FickleRegistry();
    private final TopologyTestDriver driver;
    private Instant now = Samples.NOON;

    final TestInputTopic<String, byte[]> rawRequests;
    final TestInputTopic<String, byte[]> rawRerouted;
    final TestInputTopic<String, byte[]> rawOutcomes;
    final TestInputTopic<String, byte[]> rawCancels;
    final AvroWire<CancelRequest> cancelWire;
    final AvroWire<InferenceRequest> requestWire;
    final AvroWire<AttemptEnd> endWire;
    final TestOutputTopic<String, AdmittedEvent> admitted;
    final TestOutputTopic<String, InferenceResult> results;
    final TestOutputTopic<String, Decision> decisions;
    final TestOutputTopic<String, ReroutedRequest> rerouted;
    final TestOutputTopic<String, DeadLetter> deadLetters;

    Stage(Path stateDir, ConfigSource config, int stagePartitions) {
        for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
            registry.register(topic.subject(), topic.schema());
        }
        Properties settings = new Properties();
        settings.put("application.id", "sluice-admission");
        settings.put("bootstrap.servers", "none:9092");
        settings.put("state.dir", stateDir.toString());
        driver = new TopologyTestDriver(topology(config, stagePartitions), settings, now);
        requestWire = AvroWire.of(Topics.REQUESTS, registry);
        endWire = AvroWire.of(Topics.OUTCOMES, registry);
        rawRequests = raw(Topics.REQUESTS);
        rawRerouted = raw(Topics.REROUTED);
        rawOutcomes = raw(Topics.OUTCOMES);
        rawCancels = raw(Topics.CANCELS);
        cancelWire = AvroWire.of(Topics.CANCELS, registry);
        admitted = output(Topics.ADMITTED);
        results = output(Topics.RESULTS);
        decisions = output(Topics.DECISIONS);
        rerouted = output(Topics.REROUTED);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    Topology topology(ConfigSource config, int stagePartitions) {
        return AdmissionTopology.of(
                config,
                registry,
                Samples.TOPIC_ID,
                stagePartitions,
                SecretResolver.of(Map.of())::resolve,
                () -> now,
                () -> 0L);
    }

    private TestInputTopic<String, byte[]> raw(Topic<?> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), new ByteArraySerializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), AvroWire.of(topic, registry));
    }

    Instant now() {
        return now;
    }

    /** Turns the clock and lets the timer ring. */
    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    void publish(InferenceRequest request) {
        rawRequests.pipeInput("anything", requestWire.encode(request));
    }

    void publish(InferenceRequest.Builder request) {
        publish(request.build());
    }

    void cancel(String requestId, String virtualKey) {
        rawCancels.pipeInput(
                "anything",
                cancelWire.encode(
                        CancelRequest.newBuilder()
                                .setRequestId(requestId)
                                .setVirtualKey(virtualKey)
                                .setReason("enough")
                                .build()));
    }

    /** What was taken back from placement since the last look, as {@code attempt reason}. */
    List<String> withdrawn() {
        return admitted.readValuesToList().stream()
                .map(AdmittedEvent::getEvent)
                .filter(Withdrawal.class::isInstance)
                .map(Withdrawal.class::cast)
                .map(each -> each.getAttempt() + " " + each.getReason())
                .toList();
    }

    void end(AttemptEnd end) {
        rawOutcomes.pipeInput("acme", endWire.encode(end));
    }

    /** The attempts admitted since the last look. */
    List<Attempt> attempts() {
        return admitted.readValuesToList().stream()
                .map(AdmittedEvent::getEvent)
                .filter(Attempt.class::isInstance)
                .map(Attempt.class::cast)
                .toList();
    }

    Attempt onlyAttempt() {
        List<Attempt> attempts = attempts();
        if (attempts.size() != 1) {
            throw new AssertionError("one attempt was expected: " + attempts);
        }
        return attempts.getFirst();
    }

    InferenceResult onlyResult() {
        List<InferenceResult> all = results.readValuesToList();
        if (all.size() != 1) {
            throw new AssertionError("one result was expected: " + all);
        }
        return all.getFirst();
    }

    /** Kinds and reasons of the decisions since the last look, such as {@code ADMITTED:1}. */
    List<String> decided() {
        return decisions.readValuesToList().stream()
                .map(decision -> decision.getKind() + ":" + decision.getAttempt())
                .toList();
    }

    /** First bytes of all keys in the store, one each, but those of inputs and limits. */
    String remains() {
        StringBuilder kinds = new StringBuilder();
        KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(AdmissionTopology.STORE);
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<byte[], byte[]> each = all.next();
                char kind = (char) each.key[0];
                if (kind != StoreKeys.OFFSET && kind != StoreKeys.LIMIT) {
                    kinds.append(kind);
                }
            }
        }
        return kinds.toString();
    }

    /** What is used of limits, as others read it. */
    StoredUses uses() {
        return new StoredUses(
                driver.getKeyValueStore(AdmissionTopology.STORE), StateCodec.of(StoredUse.class));
    }

    /** As if the stage had done requests up to this offset in an earlier life. */
    void pretendDone(long offset) {
        KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(AdmissionTopology.STORE);
        store.put(
                StoreKeys.offset(Samples.TOPIC_ID, Topics.REQUESTS.name(), 0),
                StateCodec.of(InputDone.class).write(new InputDone(offset)));
    }

    @Override
    public void close() {
        driver.close();
    }
}
