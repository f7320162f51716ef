package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans, what they make of each topic, and which are none. */
class TopicSpecTest {

    @Test
    void every_topic_is_there_once_and_that_of_the_schemas_too() {
        Map<String, TopicSpec> specs = specs(TopicPlan.embedded());

        assertThat(specs).hasSize(Topics.ALL.size() + 1).containsKey(Topics.SCHEMAS);
        assertThat(specs.values())
                .allMatch(spec -> spec.replicationFactor() == 1)
                .allMatch(spec -> spec.configs().containsKey("cleanup.policy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 24, 1_000})
    void stages_are_as_wide_as_the_plan_says_and_small_topics_are_not(int partitions) {
        Map<String, TopicSpec> specs = specs(new TopicPlan(partitions, (short) 1));

        assertThat(specs.get(Topics.REQUESTS.name()))
                .returns(partitions, TopicSpec::partitions)
                .returns(TopicSpec.Growth.FIXED, TopicSpec::growth);
        assertThat(specs.get(Topics.SCHEMAS))
                .returns(1, TopicSpec::partitions)
                .returns(TopicSpec.Growth.FIXED, TopicSpec::growth);
        assertThat(specs.get(Topics.CONFIG.name())).returns(1, TopicSpec::partitions);
    }

    @Test
    void only_what_lanes_are_spread_over_may_grow() {
        List<String> growing =
                TopicSpec.all(TopicPlan.embedded()).stream()
                        .filter(spec -> spec.growth() == TopicSpec.Growth.MAY_GROW)
                        .map(TopicSpec::name)
                        .toList();

        assertThat(growing).containsExactlyInAnyOrder("inference.work", "inference.attempts");
    }

    @ParameterizedTest
    @CsvSource({"1, none", "2, none", "3, 2", "5, 2"})
    void from_three_copies_on_two_must_have_a_write(short copies, String inSync) {
        assertThat(TopicSpec.all(new TopicPlan(4, copies)))
                .allSatisfy(spec ->
                        assertThat(spec.configs().getOrDefault("min.insync.replicas", "none"))
                                .isEqualTo(inSync));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001, Integer.MAX_VALUE})
    void a_width_that_no_cluster_should_have_is_refused(int partitions) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicPlan(partitions, (short) 1))
                .withMessage("stage partitions are from 1 to 1000, not " + partitions);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void a_port_that_is_none_is_refused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedKafkaConfig.loopback(port))
                .withMessage("the broker's port is from 0 to 65535, not " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_host_without_a_name_is_refused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddedKafkaConfig(host, 0))
                .withMessage("the broker's host is empty");
    }

    private static Map<String, TopicSpec> specs(TopicPlan plan) {
        return TopicSpec.all(plan).stream()
                .collect(Collectors.toMap(TopicSpec::name, Function.identity()));
    }
}
