package dev.sluice.app.kafka;

import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What differs between topics as they are and as they must be. Only what breaks Sluice counts:
 * retention is the operator's to change.
 */
final class TopicComparison {

    private static final String BYTES_MAX = "max.message.bytes";

    private TopicComparison() {}

    /** One line for each difference; a topic that is not there yet is none. */
    static List<String> differences(List<TopicSpec> specs, Map<String, FoundTopic> found) {
        List<String> lines = new ArrayList<>();
        for (TopicSpec spec : specs) {
            FoundTopic topic = found.get(spec.name());
            if (topic != null) {
                partitions(spec, topic).ifPresent(lines::add);
                exact("cleanup.policy", spec, topic).ifPresent(lines::add);
                exact("message.timestamp.type", spec, topic).ifPresent(lines::add);
                recordBytes(spec, topic).ifPresent(lines::add);
            }
        }
        journal(found).ifPresent(lines::add);
        return List.copyOf(lines);
    }

    private static Optional<String> partitions(TopicSpec spec, FoundTopic topic) {
        boolean right =
                switch (spec.growth()) {
                    case FIXED -> topic.partitions() == spec.partitions();
                    case MAY_GROW -> topic.partitions() >= spec.partitions();
                };
        return right
                ? Optional.empty()
                : line(spec, "partitions", topic.partitions(), spec.partitions());
    }

    private static Optional<String> exact(String config, TopicSpec spec, FoundTopic topic) {
        String is = topic.configs().getOrDefault(config, "unknown");
        String must = spec.configs().getOrDefault(config, is);
        return is.equals(must) ? Optional.empty() : line(spec, config, is, must);
    }

    private static Optional<String> recordBytes(TopicSpec spec, FoundTopic topic) {
        long is = Long.parseLong(topic.configs().getOrDefault(BYTES_MAX, "0"));
        long must = Long.parseLong(spec.configs().getOrDefault(BYTES_MAX, "0"));
        return is >= must ? Optional.empty() : line(spec, BYTES_MAX, is, "at least " + must);
    }

    /** Partition n of the journal is that of partition n of the work. */
    private static Optional<String> journal(Map<String, FoundTopic> found) {
        FoundTopic work = found.get(Topics.WORK.name());
        FoundTopic journal = found.get(Topics.ATTEMPTS.name());
        if (work == null || journal == null || work.partitions() == journal.partitions()) {
            return Optional.empty();
        }
        return Optional.of(
                "%s: partitions is %d, must be %d, as many as %s has"
                        .formatted(
                                journal.name(),
                                journal.partitions(),
                                work.partitions(),
                                work.name()));
    }

    private static Optional<String> line(TopicSpec spec, String what, Object is, Object must) {
        return Optional.of("%s: %s is %s, must be %s".formatted(spec.name(), what, is, must));
    }
}
