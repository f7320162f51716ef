package dev.sluice.integration;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/**
 * A Kafka that somebody runs. Tests need it empty: all topics and groups on it are deleted. So it
 * is taken only where no topic on it is anybody else's, or where its owner agreed.
 */
final class RunningKafka {

    /** Groups of processes that were killed still have members until their sessions end. */
    private static final Duration EMPTY_MAX = Duration.ofSeconds(30);

    /** Whether all topics of a Kafka may be deleted; once found, it holds for the tests to come. */
    static final class Consent {

        private static final Consent OF_THIS_RUN =
                new Consent(System.getProperty("kafka.wipe", ""));

        private final String said;
        private final AtomicBoolean given;

        Consent(String said) {
            this.said = said;
            this.given = new AtomicBoolean(said.equals("yes"));
        }

        /** What {@code -Dkafka.wipe=…} says. */
        static Consent given() {
            return OF_THIS_RUN;
        }

        private void require(String bootstrapServers, Set<String> topics) {
            Set<String> foreign =
                    topics.stream()
                            .filter(topic -> !isSluices(topic))
                            .collect(Collectors.toCollection(TreeSet::new));
            if (!given.get() && !foreign.isEmpty()) {
                throw new IllegalStateException(
                        "the Kafka at %s has topics that are not Sluice's: %s. The tests delete everything on the Kafka that they run on. If all of it may be deleted, say -Dkafka.wipe=yes%s; else name another"
                                .formatted(
                                        bootstrapServers,
                                        String.join(", ", foreign),
                                        said.isEmpty() ? "" : " (not " + said + ")"));
            }
            // From here on what is not Sluice's was made by a test.
            given.set(true);
        }
    }

    private final String bootstrapServers;
    private final Consent consent;

    private RunningKafka(String bootstrapServers, Consent consent) {
        this.bootstrapServers = bootstrapServers;
        this.consent = consent;
    }

    static RunningKafka at(String bootstrapServers, Consent consent) {
        return new RunningKafka(bootstrapServers, consent);
    }

    /**
     * Deletes all topics and groups and returns when they are gone.
     *
     * @throws IllegalStateException where some are somebody else's and nobody agreed; nothing is
     *     deleted then
     */
    void wipe() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            consent.require(bootstrapServers, topics(admin));
            Awaitility.await().atMost(EMPTY_MAX).until(() -> isEmptied(admin));
        }
    }

    private static boolean isEmptied(Admin admin) {
        Set<String> topics = topics(admin);
        Set<String> groups = groups(admin);
        quietly(() -> admin.deleteConsumerGroups(groups).all().get());
        quietly(() -> admin.deleteTopics(topics).all().get());
        return topics.isEmpty() && groups.isEmpty();
    }

    private static Set<String> topics(Admin admin) {
        return got(() -> admin.listTopics().names().get());
    }

    private static Set<String> groups(Admin admin) {
        return got(() ->
                admin.listGroups().all().get().stream()
                        .map(GroupListing::groupId)
                        .collect(Collectors.toSet()));
    }

    /** The stages' own names begin with that of the application. */
    private static boolean isSluices(String topic) {
        return Stream.of("sluice.", "sluice-").anyMatch(topic::startsWith)
                || Topics.ALL.stream().anyMatch(known -> known.name().equals(topic));
    }

    private interface Call<T> {
        T get() throws ExecutionException, InterruptedException;
    }

    /** What could not be deleted now is tried again. */
    private static void quietly(Call<?> call) {
        try {
            call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return;
            }
            org.slf4j.LoggerFactory.getLogger(RunningKafka.class)
                    .atDebug()
                    .setCause(e)
                    .log("not deleted yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static <T> T got(Call<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot look at the Kafka of -Dkafka: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
