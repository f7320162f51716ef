package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicComparisonTest {

    private static final TopicPlan PLAN = new TopicPlan(4, (short) 1);
    private static final String REQUESTS = Topics.REQUESTS.name();

    private final Map<String, FoundTopic> found = asSpecified();

    @Test
    void topics_as_specified_do_not_differ() {
        assertThat(differences()).isEmpty();
    }

    @Test
    void topics_that_are_not_there_do_not_differ() {
        found.clear();

        assertThat(differences()).isEmpty();
    }

    @Test
    void another_partition_count_differs() {
        partitions(REQUESTS, 8);

        assertThat(differences()).containsExactly("inference.requests: partitions is 8, must be 4");
    }

    @Test
    void work_and_its_journal_may_have_grown_together() {
        partitions(Topics.WORK.name(), 7);
        partitions(Topics.ATTEMPTS.name(), 7);

        assertThat(differences()).isEmpty();
    }

    @Test
    void a_journal_narrower_than_its_work_differs() {
        partitions(Topics.WORK.name(), 7);

        assertThat(differences())
                .containsExactly(
                        "inference.attempts: partitions is 4, must be 7, as many as inference.work"
                                + " has");
    }

    @Test
    void a_topic_stamped_by_its_writers_differs_where_the_broker_must() {
        config(REQUESTS, "message.timestamp.type", "CreateTime");

        assertThat(differences())
                .containsExactly(
                        "inference.requests: message.timestamp.type is CreateTime, must be"
                                + " LogAppendTime");
    }

    @Test
    void an_audit_log_that_is_compacted_differs() {
        config(Topics.AUDIT_LOG.name(), "cleanup.policy", "compact");

        assertThat(differences())
                .containsExactly("audit.log: cleanup.policy is compact, must be delete");
    }

    @Test
    void a_schema_topic_that_forgets_differs() {
        config(Topics.SCHEMAS, "cleanup.policy", "delete");

        assertThat(differences())
                .containsExactly("sluice.schemas: cleanup.policy is delete, must be compact");
    }

    @Test
    void smaller_records_differ_and_larger_ones_do_not() {
        config(REQUESTS, "max.message.bytes", "1048576");
        config(Topics.RESULTS.name(), "max.message.bytes", "99999999");

        assertThat(differences())
                .containsExactly(
                        "inference.requests: max.message.bytes is 1048576, must be at least"
                                + " 12582912");
    }

    @Test
    void another_retention_is_the_operators_business() {
        config(REQUESTS, "retention.ms", "1");

        assertThat(differences()).isEmpty();
    }

    @Test
    void three_copies_ask_for_two_in_sync() {
        List<TopicSpec> specs = TopicSpec.all(new TopicPlan(24, (short) 3));

        assertThat(specs)
                .hasSize(Topics.ALL.size() + 1)
                .allSatisfy(spec ->
                        assertThat(spec.configs()).containsEntry("min.insync.replicas", "2"));
    }

    private List<String> differences() {
        return TopicComparison.differences(TopicSpec.all(PLAN), found);
    }

    private void partitions(String name, int partitions) {
        found.computeIfPresent(
                name,
                (_, topic) ->
                        new FoundTopic(name, topic.id(), partitions, partitions, topic.configs()));
    }

    private void config(String name, String config, String value) {
        found.computeIfPresent(
                name,
                (_, topic) -> {
                    Map<String, String> configs = new HashMap<>(topic.configs());
                    configs.put(config, value);
                    return new FoundTopic(
                            name, topic.id(), topic.partitions(), topic.leaders(), configs);
                });
    }

    private static Map<String, FoundTopic> asSpecified() {
        Map<String, FoundTopic> topics = new TreeMap<>();
        for (TopicSpec spec : TopicSpec.all(PLAN)) {
            topics.put(
                    spec.name(),
                    new FoundTopic(
                            spec.name(),
                            "id-of-" + spec.name(),
                            spec.partitions(),
                            spec.partitions(),
                            spec.configs()));
        }
        return topics;
    }
}
