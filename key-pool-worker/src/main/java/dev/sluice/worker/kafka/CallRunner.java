package dev.sluice.worker.kafka;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.lane.LaneAction;
import dev.sluice.worker.lane.LaneEvent;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import dev.sluice.worker.provider.ProviderClient;
import dev.sluice.worker.provider.ServedModel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out calls, each on a virtual thread of its own. Any thread. */
final class CallRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final Map<String, ProviderClient> clients;
    private final Mailbox mailbox;
    private final Clock clock;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    CallRunner(Map<String, ProviderClient> clients, Mailbox mailbox, Clock clock) {
        this.clients = Map.copyOf(clients);
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** Returns at once. */
    void call(long ownership, LaneAction.Call call) {
        Thread thread =
                Thread.ofVirtual()
                        .name("call-" + call.workOffset())
                        .unstarted(() -> {
                            try {
                                run(ownership, call);
                            } finally {
                                running.remove(Thread.currentThread());
                            }
                        });
        running.add(thread);
        thread.start();
    }

    /** Ends what is still running: each gets its outcome from its client. */
    void interrupt() {
        running.forEach(Thread::interrupt);
    }

    /** Opens a connection to a provider ahead of its first call; returns at once. */
    void open(String provider) {
        ProviderClient client = clients.get(provider);
        if (client != null) {
            Thread.ofVirtual().name("open-" + provider).start(client::open);
        }
    }

    private void run(long ownership, LaneAction.Call call) {
        Instant startedAt = clock.instant();
        long sentNanos = clock.nanos();
        mailbox.post(
                new LoopMessage.ToOwner(
                        ownership, new LaneEvent.Sent(call.workOffset(), sentNanos)));
        CallOutcome outcome = outcome(call);
        mailbox.post(
                new LoopMessage.ToOwner(
                        ownership,
                        new LaneEvent.Called(
                                call.workOffset(), outcome, startedAt, clock.instant())));
    }

    /** A client never throws; one that does must not cost an end, nor be taken for free. */
    private CallOutcome outcome(LaneAction.Call call) {
        Attempt attempt = ServedModel.of(call.work());
        ProviderClient client = clients.get(attempt.getProvider());
        if (client == null) {
            return broken(Billing.NONE, "no client for this provider");
        }
        try {
            return client.call(attempt, call.key(), call.latest());
        } catch (RuntimeException | Error e) {
            // Without an end the partition's offset would stand still, and the slot be taken.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("requestId", attempt.getRequestId())
                    .addKeyValue("attempt", attempt.getAttempt())
                    .log("a provider's client threw");
            return broken(Billing.BOUND, "the provider's client failed");
        }
    }

    private static CallOutcome broken(Billing billing, String message) {
        return new CallOutcome(
                EndKind.FAILED,
                billing,
                Optional.of(ErrorClass.UNKNOWN),
                Optional.empty(),
                Optional.of(message),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pace.SILENT);
    }
}
