package dev.sluice.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Topic.Partitioning;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class TopicsTest {

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<Topic<?>> ALL = List.copyOf(Topics.ALL);

    @Test
    void everyDeclaredTopicIsInTheList() {
        List<String> declared =
                Arrays.stream(Topics.class.getFields())
                        .filter(field -> field.getType() == Topic.class)
                        .map(TopicsTest::name)
                        .toList();
        assertThat(Topics.ALL)
                .extracting(Topic::name)
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void noTwoTopicsHaveOneName() {
        assertThat(Topics.ALL).extracting(Topic::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void schemaIsThatOfTheTypeAndReadableAsText(Topic<?> topic) {
        assertThat(topic.schema().getFullName()).isEqualTo(topic.type().getName());
        assertThat(new Schema.Parser().parse(topic.schema().toString())).isEqualTo(topic.schema());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void recordsAreDeletedOrCompactedNeverBoth(Topic<?> topic) {
        var configs = topic.configs();
        boolean kept = topic.retention().isPresent();
        assertThat(configs)
                .containsEntry(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        kept
                                ? TopicConfig.CLEANUP_POLICY_DELETE
                                : TopicConfig.CLEANUP_POLICY_COMPACT)
                .doesNotContainKey(TopicConfig.RETENTION_BYTES_CONFIG)
                .containsEntry(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(Topic.RECORD_BYTES_MAX));
        assertThat(Long.parseLong(configs.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "")))
                .isEqualTo(topic.retention().map(Duration::toMillis).orElse(-1L));
    }

    @Test
    void requestsAndJournalAreStampedByTheBroker() {
        assertThat(Topics.ALL)
                .filteredOn(topic -> topic.stamp() == Topic.Stamp.BROKER)
                .containsExactlyInAnyOrder(Topics.REQUESTS, Topics.CANCELS, Topics.ATTEMPTS);
        assertThat(Topics.REQUESTS.configs())
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }

    /** Nobody could send an end again after the journal forgot it; the longest deadline is 6 d. */
    @Test
    void horizonsAreInTheirOrder() {
        assertThat(Topics.ATTEMPTS.retention().orElseThrow())
                .isLessThan(Topics.REQUESTS.retention().orElseThrow());
        assertThat(Topics.REQUESTS.retention()).isEqualTo(Topics.RESULTS.retention());
        assertThat(Topics.REQUESTS.retention().orElseThrow()).isGreaterThan(Duration.ofDays(6));
    }

    @Test
    void topicsOfOneStageHaveItsPartitionsAndTheConfigurationHasOne() {
        assertThat(Topics.ALL)
                .filteredOn(topic -> topic.partitioning() != Partitioning.SINGLE)
                .allMatch(topic -> topic.partitions(24) == 24);
        assertThat(Topics.CONFIG.partitions(24)).isEqualTo(1);
    }

    @Test
    void subjectIsTheTopicsName() {
        assertThat(Topics.WORK.subject()).isEqualTo("inference.work-value");
    }

    private static String name(Field field) {
        try {
            return ((Topic<?>) field.get(null)).name();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
