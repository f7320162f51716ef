package dev.sluice.worker.kafka;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.worker.lane.OwnerSettings;
import dev.sluice.worker.provider.ProviderClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A key-pool worker: the lanes of the partitions that its group gives to it. */
public final class WorkerRole implements Role {

    /** Records from topics that may wait for the lanes' thread. */
    private static final int READ_MAX = 4_096;

    /** For the ends of calls that were broken off, and for the last records to be written. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Failure failure = new Failure();
    private final Mailbox mailbox = new Mailbox(READ_MAX);
    private final Duration drain;
    private final WorkerClients clients;
    private final CallRunner calls;
    private final WorkConsumer work;
    private final JournalReader journal;
    private final LaneWriter writer;
    private final LaneLoop loop;
    private final Thread workThread;
    private final Thread journalThread;
    private final KeyOrders keys;
    private final Thread keysThread;
    private final Thread loopThread;

    WorkerRole(
            RoleSettings role,
            ActiveConfig config,
            Wires wires,
            Clock clock,
            WorkerClients clients,
            Map<String, ProviderClient> providers) {
        this.clients = clients;
        drain = config.config().worker().drain();
        calls = new CallRunner(providers, mailbox, clock);
        String owner = role.instanceId() + "/" + UUID.randomUUID();
        Assignments assignments = new Assignments(clients.work(), mailbox, clock, owner);
        WorkDecoder decoder = new WorkDecoder(wires.work(), clock);
        work = new WorkConsumer(clients.work(), decoder, assignments, mailbox, clock, failure);
        journal = new JournalReader(clients.journal(), wires.journal(), mailbox, failure);
        writer =
                new LaneWriter(clients.producer(), wires, mailbox, failure, role.stagePartitions());
        OwnerSettings settings =
                OwnerSettings.of(
                        config, ClientSettings.SESSION_TIMEOUT, fingerprints(config, providers));
        Hands hands = new Hands(writer, journal, work, calls);
        loop = new LaneLoop(mailbox, settings, clock, hands, failure);
        workThread = thread("sluice-work", work);
        journalThread = thread("sluice-journal", journal);
        keys = new KeyOrders(clients.keys(), wires.keys(), mailbox, failure, workThread::start);
        keysThread = thread("sluice-keys", keys);
        loopThread = thread("sluice-lanes", loop);
    }

    /**
     * Joins the group and returns; the lanes follow when partitions come.
     *
     * @param clients makes the client of a provider; asked once for each
     */
    public static WorkerRole start(
            RoleSettings role,
            ActiveConfig config,
            SchemaRegistry registry,
            InstantSource instants,
            Function<ProviderConfig, ProviderClient> clients) {
        Map<String, ProviderClient> providers = new HashMap<>();
        for (ProviderConfig provider : config.config().providers()) {
            providers.put(provider.id(), clients.apply(provider));
        }
        WorkerRole worker =
                new WorkerRole(
                        role,
                        config,
                        Wires.of(registry),
                        new Clock(instants),
                        WorkerClients.connect(role),
                        providers);
        worker.begin(config);
        return worker;
    }

    /**
     * A connection for each lane is opened ahead: the first burst goes out on all at once. No lane
     * is claimed before it is known what was ordered for its keys.
     */
    void begin(ActiveConfig config) {
        config.lanes().forEach(lane -> calls.open(lane.provider()));
        loopThread.start();
        journalThread.start();
        keysThread.start();
    }

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public boolean ready() {
        return loop.ready() && !failure.happened();
    }

    @Override
    public Optional<String> failure() {
        return failure.reason();
    }

    @Override
    public List<LaneAnnouncement> lanes() {
        return writer.announced();
    }

    /** Takes no new calls, lets those under way end, breaks off the rest, leaves the group. */
    @Override
    public void close() {
        mailbox.post(new LoopMessage.Stop());
        try {
            drain();
            keys.stop();
            keysThread.join();
            leaveGroup();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /**
     * As {@link #close()}, for one that another takes the place of: that has the lanes at once,
     * while calls under way end here.
     */
    public void retire() {
        try {
            keys.stop();
            keysThread.join();
            leaveGroup();
            mailbox.post(new LoopMessage.Stop());
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void drain() throws InterruptedException {
        if (!loop.quiet().await(drain.toNanos(), TimeUnit.NANOSECONDS)) {
            calls.interrupt();
            loop.quiet().await(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void end() {
        try {
            mailbox.post(new LoopMessage.End());
            loopThread.join();
            journal.stop();
            journalThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.producer().close(LAST_WORDS);
        }
    }

    private void leaveGroup() throws InterruptedException {
        if (workThread.getState() == Thread.State.NEW) {
            clients.work().close();
            return;
        }
        work.stop();
        workThread.join();
    }

    private static Map<String, String> fingerprints(
            ActiveConfig config, Map<String, ProviderClient> clients) {
        Map<String, String> fingerprints = new HashMap<>();
        for (ProviderConfig provider : config.config().providers()) {
            ProviderClient client = clients.get(provider.id());
            for (ProviderConfig.Key key : provider.keys()) {
                Optional.ofNullable(client)
                        .flatMap(known -> known.fingerprint(key.id()))
                        .ifPresent(
                                found -> fingerprints.put(provider.id() + "/" + key.id(), found));
            }
        }
        return fingerprints;
    }

    private static Thread thread(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon().unstarted(task);
    }
}
