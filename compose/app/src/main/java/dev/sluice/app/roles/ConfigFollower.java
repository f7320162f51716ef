package dev.sluice.app.roles;

import dev.sluice.app.kafka.SluiceConfigTopic;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.config.yaml.ParsedConfig;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a changed configuration to the roles that run here: what somebody applied, and what
 * somebody wrote into a file that is watched. What cannot be taken is told, and the one before
 * stays. One thread of its own.
 */
public final class ConfigFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigFollower.class);
    private static final long LOOK_MILLIS = 500;
    private static final int NEWS_MAX = 100;

    private static final String OF_TOPIC = "configuration";
    private static final String OF_FILE = "configuration file";

    private final ClusterLink cluster;
    private final LiveConfig live;
    private final Parts parts;
    private final InstantSource clock;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Queue<String> news = new ArrayDeque<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private Optional<ParsedConfig.Valid> pending = Optional.empty();
    private Optional<RuntimeException> wrong = Optional.empty();
    private long followed;

    /**
     * What follows.
     *
     * @param name of this process, for those who read who applied what
     * @param file what a watched file says now, where it changed; throws where it says nothing
     *     right
     * @param prepare makes ready for a configuration; throws where this process cannot take it
     * @param roles take it
     */
    public record Parts(
            String name,
            Supplier<Optional<ParsedConfig.Valid>> file,
            Consumer<SluiceConfig> prepare,
            RunningRoles roles) {}

    private ConfigFollower(ClusterLink cluster, LiveConfig live, Parts parts, InstantSource clock) {
        this.cluster = cluster;
        this.live = live;
        this.parts = parts;
        this.clock = clock;
        this.followed = live.current().version();
        this.thread = Thread.ofPlatform().name("sluice-config").daemon().unstarted(this::run);
    }

    /** Closed before the roles are. */
    public static ConfigFollower start(
            ClusterLink cluster, LiveConfig live, Parts parts, InstantSource clock) {
        ConfigFollower follower = new ConfigFollower(cluster, live, parts, clock);
        follower.thread.start();
        return follower;
    }

    /** Why the newest is not in force here; empty where it is. Any thread. */
    public Map<String, String> troubles() {
        return new TreeMap<>(troubles);
    }

    /** What happened since the last time somebody asked. Any thread. */
    public List<String> news() {
        synchronized (news) {
            List<String> told = new ArrayList<>(news);
            news.clear();
            return told;
        }
    }

    private void run() {
        while (!stopped()) {
            try (SluiceConfigTopic topic = cluster.configTopic()) {
                while (!stopped()) {
                    look(topic);
                }
            } catch (RuntimeException e) {
                // Whoever needs Kafka says so: here nothing is lost but time.
                LOG.atDebug().setCause(e).log("cannot read the configuration for now");
            }
        }
    }

    private boolean stopped() {
        try {
            return stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void look(SluiceConfigTopic topic) {
        attempt(OF_FILE, this::followFile);
        ConfigDocuments documents = topic.read();
        attempt(OF_TOPIC, () -> follow(documents));
    }

    /** What went wrong stays a trouble until it goes well. */
    private void attempt(String what, Runnable step) {
        try {
            step.run();
            troubles.remove(what);
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            troubles.put(what, "%s; version %d stays".formatted(why, live.current().version()));
        }
    }

    /** What is right in the file is tried until it is in force, or the file says something else. */
    private void followFile() {
        try {
            parts.file()
                    .get()
                    .ifPresent(changed -> {
                        wrong = Optional.empty();
                        pending = Optional.of(changed);
                    });
        } catch (RuntimeException e) {
            pending = Optional.empty();
            wrong = Optional.of(e);
        }
        wrong.ifPresent(why -> {
            throw why;
        });
        if (pending.isPresent()) {
            ParsedConfig.Valid changed = pending.get();
            // Before others get it: what is not taken here may be what nobody should take.
            parts.prepare().accept(changed.config());
            ActiveConfig applied = cluster.apply(changed, parts.name(), clock);
            // Once: what others apply after it is not undone.
            pending = Optional.empty();
            tellSecrets(applied);
            take(applied);
        }
    }

    private void tellSecrets(ActiveConfig applied) {
        ActiveConfig current = live.current();
        if (applied.version() == current.version() && !applied.config().equals(current.config())) {
            tell("a secret that is written out in the file changed: it counts from the next start");
        }
    }

    private void tell(String what) {
        synchronized (news) {
            if (news.size() < NEWS_MAX) {
                news.add(what);
            }
        }
    }

    private void follow(ConfigDocuments documents) {
        long newest = documents.newest().map(document -> document.getVersion()).orElse(0L);
        if (newest > live.current().version()) {
            take(
                    documents
                            .inForce(live.current().config())
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "version %d is not to be read by this release"
                                                    .formatted(newest))));
        } else if (followed < live.current().version()) {
            replace(live.current());
        }
    }

    private void take(ActiveConfig next) {
        if (next.version() <= live.current().version()) {
            return;
        }
        parts.prepare().accept(next.config());
        live.become(next);
        LOG.atInfo().addKeyValue("version", next.version()).log("configuration in force");
        tell("configuration version %d is in force".formatted(next.version()));
        replace(next);
    }

    private void replace(ActiveConfig next) {
        parts.roles().follow(next);
        followed = next.version();
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
