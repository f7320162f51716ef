package dev.sluice.app.kafka;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes and checks Sluice's topics on any Kafka. One thread at a time. */
public final class TopicAdmin implements AutoCloseable {

    /** How long fresh topics may take to get their leaders. */
    private static final Duration LEADERS_MAX = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String bootstrapServers;
    private final Admin admin;
    private final TopicReader reader;

    private TopicAdmin(String bootstrapServers, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
        this.reader = new TopicReader(admin);
    }

    public static TopicAdmin connect(String bootstrapServers) {
        return new TopicAdmin(
                bootstrapServers,
                Admin.create(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "request.timeout.ms", "10000",
                                "default.api.timeout.ms", "20000")));
    }

    /**
     * Makes the topics that are not there and returns when all can be used. Calling it again
     * changes nothing.
     *
     * @throws TopicsException where those that are there differ from the plan, line by line
     */
    public StageTopics create(TopicPlan plan) {
        List<TopicSpec> specs = TopicSpec.all(plan);
        Map<String, FoundTopic> found = read(specs);
        rejectDifferences(specs, found);
        List<TopicSpec> missing =
                specs.stream().filter(spec -> !found.containsKey(spec.name())).toList();
        create(missing);
        return awaitLeaders(specs);
    }

    /**
     * Makes those of customers' own topics that are not there, each like one that a stage reads.
     * What is there stays as it is.
     */
    public void createForCustomers(List<String> names, TopicPlan plan) {
        List<TopicSpec> specs = TopicSpec.ofCustomers(names, plan);
        Map<String, FoundTopic> found = read(specs);
        create(specs.stream().filter(spec -> !found.containsKey(spec.name())).toList());
    }

    /** Whether somebody made topics of Sluice there already. */
    public boolean hasTopics() {
        return read(TopicSpec.all(TopicPlan.embedded())).containsKey(Topics.REQUESTS.name());
    }

    /**
     * The topics as they are; the partitions of {@code inference.requests} tell the plan that they
     * were made by.
     *
     * @throws TopicsException where one is missing, or they do not fit each other
     */
    public StageTopics check() {
        Map<String, FoundTopic> found = read(TopicSpec.all(TopicPlan.embedded()));
        FoundTopic requests = found.get(Topics.REQUESTS.name());
        int partitions = requests == null ? 1 : requests.partitions();
        List<TopicSpec> specs = TopicSpec.all(new TopicPlan(partitions, (short) 1));
        String missing =
                specs.stream()
                        .map(TopicSpec::name)
                        .filter(name -> !found.containsKey(name))
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw TopicsException.notYet(
                    "the Kafka at %s lacks the topics %s: make them with `sluice topics create`"
                            .formatted(bootstrapServers, missing));
        }
        rejectDifferences(specs, found);
        return awaitLeaders(specs);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private void create(List<TopicSpec> missing) {
        if (missing.isEmpty()) {
            return;
        }
        List<NewTopic> topics =
                missing.stream()
                        .map(spec ->
                                new NewTopic(
                                                spec.name(),
                                                spec.partitions(),
                                                spec.replicationFactor())
                                        .configs(spec.configs()))
                        .toList();
        admin.createTopics(topics).values().forEach(this::awaitCreated);
    }

    private void awaitCreated(String name, org.apache.kafka.common.KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            // Another process makes them at the same time: what it made is compared below.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure("make the topic " + name, e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private StageTopics awaitLeaders(List<TopicSpec> specs) {
        Optional<Map<String, FoundTopic>> usable =
                Await.until(
                        LEADERS_MAX,
                        LOOK_AGAIN,
                        () -> Optional.of(read(specs)).filter(found -> allUsable(specs, found)));
        Map<String, FoundTopic> found =
                usable.orElseThrow(() ->
                        TopicsException.notYet(
                                "topics at %s have no leader after %d s: are all its brokers running?"
                                        .formatted(bootstrapServers, LEADERS_MAX.toSeconds())));
        rejectDifferences(specs, found);
        Map<String, String> ids = new TreeMap<>();
        found.values().forEach(topic -> ids.put(topic.name(), topic.id()));
        return new StageTopics(
                partitions(found, Topics.REQUESTS.name()),
                partitions(found, Topics.WORK.name()),
                ids);
    }

    private static boolean allUsable(List<TopicSpec> specs, Map<String, FoundTopic> found) {
        return found.size() == specs.size() && found.values().stream().allMatch(FoundTopic::usable);
    }

    private static int partitions(Map<String, FoundTopic> found, String name) {
        return Optional.ofNullable(found.get(name)).orElseThrow().partitions();
    }

    private Map<String, FoundTopic> read(List<TopicSpec> specs) {
        try {
            return reader.read(specs.stream().map(TopicSpec::name).toList());
        } catch (ExecutionException e) {
            throw failure("look at the topics", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void rejectDifferences(List<TopicSpec> specs, Map<String, FoundTopic> found) {
        List<String> differences = TopicComparison.differences(specs, found);
        if (!differences.isEmpty()) {
            throw TopicsException.wrong(
                    "topics at %s are not as Sluice needs them:\n  %s\nAsk for the partitions that they have, or delete them and make them anew: a partition count cannot be changed under records that are spread by it"
                            .formatted(bootstrapServers, String.join("\n  ", differences)));
        }
    }

    private TopicsException failure(String what, ExecutionException e) {
        return TopicsException.failed(
                "cannot %s at %s: %s".formatted(what, bootstrapServers, e.getCause()), e);
    }

    private TopicsException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return TopicsException.failed("interrupted while waiting for " + bootstrapServers, e);
    }
}
