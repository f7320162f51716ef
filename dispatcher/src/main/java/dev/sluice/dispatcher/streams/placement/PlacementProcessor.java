package dev.sluice.dispatcher.streams.placement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ConfigSource;
import dev.sluice.dispatcher.placement.Placement;
import dev.sluice.dispatcher.placement.PlacementDecision;
import dev.sluice.dispatcher.placement.PlacementEvent;
import dev.sluice.dispatcher.placement.PlacementStore;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.streams.DeadLetters;
import dev.sluice.streams.TimeSlice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One task of placement. A record is decoded and decided before anything changes: what that throws
 * becomes a dead letter. What is thrown later stops the task, whose transaction is then undone and
 * whose state is made again from the store; so does a registry or a store that cannot be asked.
 * Owned by the stream thread.
 */
final class PlacementProcessor
        implements Processor<
                byte @Nullable [], byte @Nullable [], byte @Nullable [], SpecificRecord> {

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration REPORT = Duration.ofSeconds(1);

    private final ConfigSource config;
    private final PlacementInput input;
    private final InstantSource clock;
    private final TimeSlice slice;
    private final QueueBoard board;
    private final DeadLetters deadLetters = new DeadLetters("placement");

    private @Nullable Task task;

    PlacementProcessor(
            ConfigSource config,
            PlacementInput input,
            InstantSource clock,
            TimeSlice slice,
            QueueBoard board) {
        this.config = config;
        this.input = input;
        this.clock = clock;
        this.slice = slice;
        this.board = board;
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], SpecificRecord> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(PlacementTopology.STORE);
        task = new Task(context, new StateStorePlacementStore(store));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> task().tick());
        context.schedule(REPORT, PunctuationType.WALL_CLOCK_TIME, _ -> task().report());
    }

    @Override
    public void close() {
        if (task != null) {
            task.forget();
        }
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        task().take(record);
    }

    private Task task() {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        return task;
    }

    /** What is there from initialisation on. */
    private final class Task {

        private final ProcessorContext<byte @Nullable [], SpecificRecord> context;
        private final PlacementStore store;
        private ActiveConfig inForce;
        private Placement placement;

        Task(ProcessorContext<byte @Nullable [], SpecificRecord> context, PlacementStore store) {
            this.context = context;
            this.store = store;
            this.inForce = config.current();
            this.placement = new Placement(inForce, store);
        }

        /** Made again from the store when the configuration changes, as after a restart. */
        private Placement under(ActiveConfig current) {
            if (current.version() != inForce.version()) {
                inForce = current;
                placement = new Placement(current, store);
            }
            return placement;
        }

        void take(Record<byte @Nullable [], byte @Nullable []> record) {
            Instant now = clock.instant();
            RecordMetadata position = context.recordMetadata().orElseThrow();
            PlacementDecision decision;
            try {
                PlacementEvent event = input.decode(position, record.value());
                decision = under(config.current(version(event))).decide(event, now);
            } catch (RegistryUnavailableException | StreamsException e) {
                throw e; // the record may be good: the task stops and takes it again
            } catch (RuntimeException e) {
                bury(position, record, e, now);
                return;
            }
            placement.apply(decision, now, applied -> write(applied, now));
        }

        void tick() {
            Instant now = clock.instant();
            slice.begin();
            under(config.current()).tick(now, slice::hasTime, applied -> write(applied, now));
        }

        /** Under which an event was made: a model or a lane may be new in it. */
        private static long version(PlacementEvent event) {
            return switch (event) {
                case PlacementEvent.Arrived(Attempt attempt, _) -> attempt.getConfigVersion();
                case PlacementEvent.Announced(LaneAnnouncement said) -> said.getConfigVersion();
                case PlacementEvent.Withdrawn _ -> 0;
            };
        }

        void report() {
            board.put(context.taskId().partition(), placement.snapshot(clock.instant()));
        }

        void forget() {
            board.remove(context.taskId().partition());
        }

        private void write(PlacementDecision applied, Instant now) {
            switch (applied) {
                case PlacementDecision.Lease lease ->
                        forward(PlacementTopology.WORK, laneOf(lease.work()), lease.work(), now);
                case PlacementDecision.End end ->
                        forward(
                                PlacementTopology.OUTCOMES,
                                end.end().getTenant().getCustomer().getBytes(UTF_8),
                                end.end(),
                                now);
                case PlacementDecision.Enter _,
                        PlacementDecision.Adopt _,
                        PlacementDecision.Hear _,
                        PlacementDecision.Ignore _ -> {}
            }
        }

        private void bury(
                RecordMetadata position,
                Record<byte @Nullable [], byte @Nullable []> record,
                RuntimeException cause,
                Instant now) {
            String reason = cause instanceof SerializationException ? "undecodable" : "invalid";
            DeadLetter letter =
                    deadLetters.of(
                            position, record, reason, cause.toString(), Optional.empty(), now);
            forward(PlacementTopology.DEAD_LETTERS, record.key(), letter, now);
        }

        private void forward(
                String sink, byte @Nullable [] key, SpecificRecord value, Instant now) {
            context.forward(new Record<>(key, value, now.toEpochMilli()), sink);
        }
    }

    private static byte[] laneOf(Work work) {
        return work.getLane().getBytes(UTF_8);
    }
}
