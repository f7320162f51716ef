package dev.sluice.worker.kafka;

import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.worker.lane.Assignment;
import dev.sluice.worker.lane.CallsInFlight;
import dev.sluice.worker.lane.LaneAction;
import dev.sluice.worker.lane.LaneEvent;
import dev.sluice.worker.lane.Now;
import dev.sluice.worker.lane.OwnerSettings;
import dev.sluice.worker.lane.PartitionOwner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * The one thread that owns all lanes of a worker: takes what others post, asks the owners of the
 * partitions what to do, and does it. Sleeps in the mailbox until the next call may start.
 */
final class LaneLoop implements Runnable {

    /** Messages between two looks at the lanes: under load a paced call must not be late. */
    private static final int BATCH = 64;

    /** Without a partition there is nothing to wake for. */
    private static final long IDLE = Duration.ofSeconds(1).toNanos();

    private record Owned(Assignment assignment, PartitionOwner owner) {}

    private final Mailbox mailbox;
    private final OwnerSettings settings;
    private final CallsInFlight inFlight;
    private final Clock clock;
    private final Hands hands;
    private final Failure failure;
    private final Map<Long, Owned> owners = new TreeMap<>();
    private final Map<String, KeyCommand> orders = new TreeMap<>();
    private final CountDownLatch quiet = new CountDownLatch(1);
    private boolean stopping;
    private boolean joined;
    private boolean ended;
    private volatile boolean ready;

    LaneLoop(Mailbox mailbox, OwnerSettings settings, Clock clock, Hands hands, Failure failure) {
        this.mailbox = mailbox;
        this.settings = settings;
        this.inFlight = new CallsInFlight(settings.config().config().worker().inFlightMax());
        this.clock = clock;
        this.hands = hands;
        this.failure = failure;
    }

    /** Whether the group gave its partitions and all are claimed. Any thread. */
    boolean ready() {
        return ready;
    }

    /** Zero when, after a stop, nothing is under way any more. Any thread. */
    CountDownLatch quiet() {
        return quiet;
    }

    @Override
    public void run() {
        try {
            long wakeAt = clock.nanos();
            while (!ended && !failure.happened()) {
                Optional<LoopMessage> message = mailbox.take(wakeAt - clock.nanos());
                for (int n = 0; message.isPresent() && n < BATCH; n++) {
                    take(message.get());
                    message = n + 1 < BATCH ? mailbox.take(0) : Optional.empty();
                }
                wakeAt = advance();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.report("lanes", e);
        }
        mailbox.close();
        quiet.countDown();
    }

    private void take(LoopMessage message) {
        Now now = clock.now();
        switch (message) {
            case LoopMessage.Assigned(long ownership, Assignment assignment) ->
                    assigned(ownership, assignment, now);
            case LoopMessage.ToOwner(long ownership, LaneEvent event) -> {
                Owned owned = owners.get(ownership);
                if (owned != null) {
                    carryOut(ownership, owned, owned.owner().decide(event, now));
                }
            }
            case LoopMessage.ToPartition(int partition, LaneEvent event) ->
                    Map.copyOf(owners)
                            .forEach((ownership, owned) -> {
                                if (owned.assignment().partition() == partition) {
                                    carryOut(ownership, owned, owned.owner().decide(event, now));
                                }
                            });
            case LoopMessage.Again(long ownership, LaneAction action) -> {
                Owned owned = owners.get(ownership);
                if (owned != null) {
                    carryOut(ownership, owned, List.of(action));
                }
            }
            case LoopMessage.Ordered(KeyCommand command) -> ordered(command, now);
            case LoopMessage.Joined _ -> joined = true;
            case LoopMessage.Stop _ -> stop(now);
            case LoopMessage.End _ -> ended = true;
        }
    }

    private void assigned(long ownership, Assignment assignment, Now now) {
        PartitionOwner owner = new PartitionOwner(assignment, settings, inFlight);
        Owned owned = new Owned(assignment, owner);
        owners.put(ownership, owned);
        orders.values().forEach(order -> owner.decide(new LaneEvent.Ordered(order), now));
        carryOut(ownership, owned, owner.begin(now));
        if (stopping) {
            carryOut(ownership, owned, owner.decide(new LaneEvent.Stopping(), now));
        }
    }

    /** The newest of a key counts, for partitions that come later too. */
    private void ordered(KeyCommand command, Now now) {
        orders.put(command.getProvider() + "/" + command.getKey(), command);
        owners.forEach((ownership, owned) ->
                carryOut(
                        ownership,
                        owned,
                        owned.owner().decide(new LaneEvent.Ordered(command), now)));
    }

    private void stop(Now now) {
        stopping = true;
        owners.forEach((ownership, owned) ->
                carryOut(ownership, owned, owned.owner().decide(new LaneEvent.Stopping(), now)));
    }

    /** Looks at every lane; returns when to do so again. */
    private long advance() {
        Now now = clock.now();
        long wakeAt = Long.MAX_VALUE;
        for (Map.Entry<Long, Owned> entry : List.copyOf(owners.entrySet())) {
            Owned owned = entry.getValue();
            carryOut(entry.getKey(), owned, owned.owner().advance(now));
            wakeAt = Math.min(wakeAt, owned.owner().wakeAt(now));
        }
        ready = joined && owners.values().stream().allMatch(owned -> owned.owner().settled());
        if (stopping && owners.values().stream().allMatch(owned -> owned.owner().quiet())) {
            quiet.countDown();
        }
        return wakeAt == Long.MAX_VALUE ? now.nanos() + IDLE : wakeAt;
    }

    private void carryOut(long ownership, Owned owned, List<LaneAction> actions) {
        int partition = owned.assignment().partition();
        for (LaneAction action : actions) {
            if (action instanceof LaneAction.Finish) {
                owners.remove(ownership);
                boolean another =
                        owners.values().stream()
                                .anyMatch(o -> o.assignment().partition() == partition);
                if (another) {
                    continue; // a later ownership of the same partition reads on
                }
            }
            hands.carryOut(ownership, partition, action);
        }
    }
}
