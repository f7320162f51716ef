package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {

    private static final TopicPlan PLAN = TopicPlan.embedded();

    @TempDir Path folder;
    private EmbeddedKafka kafka;
    private Admin kafkaAdmin;
    private TopicAdmin topics;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        kafkaAdmin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        topics = TopicAdmin.connect(kafka.bootstrapServers());
    }

    @AfterEach
    void stop() {
        topics.close();
        kafkaAdmin.close();
        kafka.close();
    }

    @Test
    void making_them_twice_changes_nothing() {
        StageTopics first = topics.create(PLAN);

        StageTopics second = topics.create(PLAN);

        assertThat(second).isEqualTo(first).isEqualTo(topics.check());
        assertThat(first.ids()).hasSize(Topics.ALL.size() + 1);
        assertThat(first.lanePartitions()).isEqualTo(4);
        assertThat(RequestId.parse(first.requestsTopicId() + ".0.0")).isPresent();
    }

    @Test
    void topics_of_another_count_are_seen_and_taken_as_they_are() {
        assertThat(topics.hasTopics()).isFalse();

        topics.create(new TopicPlan(2, (short) 1));

        assertThat(topics.hasTopics()).isTrue();
        assertThat(topics.check().stagePartitions()).isEqualTo(2);
    }

    @Test
    void the_missing_ones_are_made_and_wider_work_is_left_as_it_is() throws Exception {
        topics.create(PLAN);
        kafkaAdmin
                .createPartitions(
                        Map.of(
                                Topics.WORK.name(), NewPartitions.increaseTo(6),
                                Topics.ATTEMPTS.name(), NewPartitions.increaseTo(6)))
                .all()
                .get();
        kafkaAdmin.deleteTopics(List.of(Topics.CHARGES.name())).all().get();
        await().until(() -> lanePartitions() == 6 && !exists(Topics.CHARGES.name()));

        StageTopics again = topics.create(PLAN);

        assertThat(again.ids()).containsKey(Topics.CHARGES.name());
        assertThat(again.lanePartitions()).isEqualTo(6);
    }

    @Test
    void every_difference_is_listed_and_nothing_is_made() throws Exception {
        kafkaAdmin
                .createTopics(
                        List.of(
                                new NewTopic(Topics.REQUESTS.name(), 3, (short) 1),
                                new NewTopic(Topics.CONFIG.name(), 1, (short) 1)))
                .all()
                .get();
        await().until(() -> exists(Topics.REQUESTS.name()) && exists(Topics.CONFIG.name()));

        assertThatThrownBy(() -> topics.create(PLAN))
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining(kafka.bootstrapServers())
                .hasMessageContaining("inference.requests: partitions is 3, must be 4")
                .hasMessageContaining(
                        "inference.requests: message.timestamp.type is CreateTime, must be"
                                + " LogAppendTime")
                .hasMessageContaining("sluice.config: cleanup.policy is delete, must be compact")
                .matches(failure -> !Patience.mayPass(failure), "waiting does not help");
        assertThat(exists(Topics.WORK.name())).isFalse();
    }

    @Test
    void customers_topics_are_made_where_they_are_missing_and_left_where_they_are()
            throws Exception {
        kafkaAdmin.createTopics(List.of(new NewTopic("out.own", 1, (short) 1))).all().get();

        topics.createForCustomers(List.of("out.own", "out.new"), PLAN);

        await().untilAsserted(() -> {
            assertThat(partitions("out.own")).isEqualTo(1);
            assertThat(partitions("out.new")).isEqualTo(PLAN.stagePartitions());
        });
        topics.createForCustomers(List.of("out.own", "out.new"), PLAN);
    }

    @Test
    void a_check_without_topics_says_how_to_make_them() {
        assertThatThrownBy(topics::check)
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining("inference.requests")
                .hasMessageContaining("sluice topics create")
                .matches(Patience::mayPass, "somebody may be about to make them");
    }

    @Test
    void more_copies_than_brokers_are_not_made_and_more_brokers_may_come() {
        assertThatThrownBy(() -> topics.create(new TopicPlan(4, (short) 3)))
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining("cannot make the topic")
                .matches(Patience::mayPass, "more brokers may come");
    }

    private boolean exists(String topic) throws Exception {
        return kafkaAdmin.listTopics().names().get().contains(topic);
    }

    private int lanePartitions() throws Exception {
        return partitions(Topics.ATTEMPTS.name());
    }

    private int partitions(String name) throws Exception {
        return kafkaAdmin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }
}
