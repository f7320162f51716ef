package dev.sluice.integration;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.config.SluiceConfig;
import dev.sluice.delivery.kafka.DeliveryRole;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.ResultSamples;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An embedded Kafka with Sluice's topics, results on it as admission writes them, and couriers. */
final class DeliveryBench implements AutoCloseable {

    private final EmbeddedKafka kafka;
    private final ClusterLink cluster;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroWire<InferenceResult> wire;

    private DeliveryBench(EmbeddedKafka kafka) {
        this.kafka = kafka;
        try (TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers())) {
            topics.create(TopicPlan.embedded());
        }
        cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        producer =
                new KafkaProducer<>(
                        ClientSettings.producer(kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        wire = AvroWire.of(Topics.RESULTS, cluster.registry());
    }

    static DeliveryBench start(Path folder, Map<String, String> brokerSettings) {
        return new DeliveryBench(
                EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0).with(brokerSettings)));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    ClusterLink cluster() {
        return cluster;
    }

    Admin admin() {
        return admin;
    }

    /** A customer whose topic is {@code out.<id>}. */
    static CustomerConfig customer(String id, ResultsTopic.Format format) {
        return new CustomerConfig(
                id, 1, List.of(), List.of(), Optional.of(new ResultsTopic("out." + id, format)));
    }

    DeliveryRole deliver(String instance, CustomerConfig... customers) {
        SluiceConfig sample = Samples.config();
        SluiceConfig config =
                new SluiceConfig(
                        sample.kafkaDoor(),
                        sample.providers(),
                        sample.models(),
                        List.of(customers),
                        sample.prices(),
                        sample.auditRootKey(),
                        sample.requests(),
                        sample.worker(),
                        sample.registryUrl());
        return DeliveryRole.start(
                new RoleSettings(
                        bootstrapServers(),
                        Path.of(""),
                        instance,
                        cluster.topics().stagePartitions(),
                        cluster.topics().requestsTopicId()),
                Samples.active(config),
                cluster.registry(),
                InstantSource.system());
    }

    /** An answer for the customer with this body, whose request id is {@code id}. */
    static InferenceResult answer(String customer, String id, String body) {
        return ResultSamples.answered(body)
                .setRequestId(id)
                .setCustomId("custom-" + id)
                .setTenant(new Tenant(customer, "team", "key"))
                .setFinishedAt(InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** Under the customer's key, as admission does. */
    RecordMetadata write(InferenceResult result) {
        return write(result.getTenant().getCustomer(), wire.encode(result));
    }

    RecordMetadata write(String key, byte[] value) {
        try {
            return later(key, value).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Without waiting for Kafka's word. */
    void writeLater(InferenceResult result) {
        Future<RecordMetadata> _ = later(result.getTenant().getCustomer(), wire.encode(result));
    }

    private Future<RecordMetadata> later(String key, byte[] value) {
        return producer.send(
                new ProducerRecord<>(
                        Topics.RESULTS.name(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    void makeTopic(String name, int partitions, Map<String, String> configs) {
        try {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    void configure(String topic, String name, String value) {
        AlterConfigOp set =
                new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(set)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasTopic(String name) {
        try {
            return admin.listTopics().names().get().contains(name);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** All committed records of the topic, once there are at least {@code count}. */
    List<ConsumerRecord<byte[], byte[]>> await(String topic, int count, Duration max) {
        return Delivered.await(bootstrapServers(), topic, count, max);
    }

    List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
        return await(topic, count, Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        cluster.close();
        kafka.close();
    }
}
