package dev.sluice.app.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at topics: those that are not there are left out. */
final class TopicReader {

    /** Five seconds in all: what is still not there then is a fault. */
    private static final int LOOKS_MAX = 50;

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Admin admin;

    TopicReader(Admin admin) {
        this.admin = admin;
    }

    Map<String, FoundTopic> read(List<String> names)
            throws ExecutionException, InterruptedException {
        for (int look = 1; look < LOOKS_MAX; look++) {
            try {
                return readOnce(names);
            } catch (ExecutionException e) {
                // Made or deleted this moment: the list knows it before, or after, the rest does.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        return readOnce(names);
    }

    private Map<String, FoundTopic> readOnce(List<String> names)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        return describe(names.stream().filter(existing::contains).toList());
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
