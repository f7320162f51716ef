package dev.sluice.app.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at topics: those that are not there are left out. */
final class TopicReader {

    private final Admin admin;

    TopicReader(Admin admin) {
        this.admin = admin;
    }

    Map<String, FoundTopic> read(List<String> names)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<String> present = names.stream().filter(existing::contains).toList();
        try {
            return describe(present);
        } catch (ExecutionException e) {
            // Made this moment: the list knows it before the rest does.
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw e;
        }
    }

    private Map<String, FoundTopic> describe(List<String> names)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = new ArrayList<>();
        names.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<ConfigResource, Config> configs = admin.describeConfigs(resources).all().get();
        Map<String, FoundTopic> found = new TreeMap<>();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> found.put(name, found(topic, configs)));
        return found;
    }

    private static FoundTopic found(
            TopicDescription topic, Map<ConfigResource, Config> configsOfAll) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Map<String, String> configs = new HashMap<>();
        Optional.ofNullable(configsOfAll.get(resource)).stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.value() != null)
                .forEach(entry -> configs.put(entry.name(), entry.value()));
        int leaders =
                (int)
                        topic.partitions().stream()
                                .filter(p -> p.leader() != null && !p.leader().isEmpty())
                                .count();
        return new FoundTopic(
                topic.name(),
                topic.topicId().toString(),
                topic.partitions().size(),
                leaders,
                configs);
    }
}
