package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Partitions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ResultsSourceTest {

    private static final String OWN = "inference.results";

    @Test
    void everyPartitionIsReadWhereNoCustomerIsKnown() {
        assertThat(ResultsSource.all().choose(partitions(OWN, 4)))
                .extracting(TopicPartition::partition)
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void ofACustomerOnlyItsOwn() {
        ResultsSource source = new ResultsSource(OWN, Optional.of("acme"));

        assertThat(source.choose(partitions(OWN, 24)))
                .containsExactly(new TopicPartition(OWN, Partitions.of("acme", 24)));
    }

    @Test
    void aTopicOfTheCustomersOwnIsPartedAsTheCustomerLikes() {
        ResultsSource source = new ResultsSource("results.acme", Optional.of("acme"));

        assertThat(source.choose(partitions("results.acme", 3))).hasSize(3);
    }

    private static List<PartitionInfo> partitions(String topic, int count) {
        Node[] nodes = {new Node(1, "localhost", 9092)};
        return IntStream.range(0, count)
                .mapToObj(each -> new PartitionInfo(topic, each, nodes[0], nodes, nodes))
                .toList();
    }
}
