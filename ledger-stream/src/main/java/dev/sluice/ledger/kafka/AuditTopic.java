package dev.sluice.ledger.kafka;

import dev.sluice.ledger.audit.ChainOrigin;
import dev.sluice.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * {@code audit.log} as the cluster itself describes it: what a chain's id is made of is asked of
 * the broker, not read from the records.
 *
 * @param partitions one chain each
 */
public record AuditTopic(ChainOrigin origin, int partitions) {

    /**
     * @throws IllegalStateException where it does not exist or the cluster cannot be reached
     */
    public static AuditTopic find(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return find(admin);
        }
    }

    static AuditTopic find(Admin admin) {
        String name = Topics.AUDIT_LOG.name();
        String clusterId = Answers.of("its id", admin.describeCluster().clusterId());
        TopicDescription topic =
                Objects.requireNonNull(
                        Answers.of(name, admin.describeTopics(List.of(name)).allTopicNames())
                                .get(name));
        return new AuditTopic(
                new ChainOrigin(clusterId, topic.topicId().toString()), topic.partitions().size());
    }
}
