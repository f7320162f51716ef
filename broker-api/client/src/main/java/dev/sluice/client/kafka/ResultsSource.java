package dev.sluice.client.kafka;

import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Where results are read.
 *
 * @param topic {@code inference.results}, or a customer's own topic with the same schema
 * @param customer whose results are of interest; empty: everybody's
 */
public record ResultsSource(String topic, Optional<String> customer) {

    /** All of {@code inference.results}. */
    public static ResultsSource all() {
        return new ResultsSource(Topics.RESULTS.name(), Optional.empty());
    }

    /** Only Sluice's own topic is parted by customers. */
    List<TopicPartition> choose(Collection<PartitionInfo> found) {
        List<TopicPartition> all =
                found.stream()
                        .map(each -> new TopicPartition(each.topic(), each.partition()))
                        .toList();
        return topic.equals(Topics.RESULTS.name())
                ? customer.map(name -> Partitions.of(name, all.size()))
                        .map(number -> List.of(new TopicPartition(topic, number)))
                        .orElse(all)
                : all;
    }
}
