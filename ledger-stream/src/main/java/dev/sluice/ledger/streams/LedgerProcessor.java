package dev.sluice.ledger.streams;

import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.streams.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Takes records to the ledger of their partition; what cannot be taken becomes a dead letter. */
final class LedgerProcessor
        implements Processor<byte @Nullable [], byte @Nullable [], byte[], Output> {

    /** How often changed totals are told. Shorter than the commit interval would tell nobody. */
    static final Duration PUNCTUATION = Duration.ofMillis(200);

    private final LedgerTools tools;
    private final DeadLetters deadLetters = new DeadLetters(LedgerStage.NAME);
    private @Nullable Task task;

    /** What there is once Kafka Streams has given the processor its context. */
    private record Task(
            ProcessorContext<byte[], Output> context,
            LedgerOutputs outputs,
            PartitionLedger ledger) {}

    LedgerProcessor(LedgerTools tools) {
        this.tools = tools;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(LedgerTopology.STORE);
        LedgerOutputs outputs = new LedgerOutputs(tools.outputs(), context);
        PartitionLedger ledger =
                new PartitionLedger(
                        tools, new LedgerStore(store), outputs, context.taskId().partition());
        task = new Task(context, outputs, ledger);
        context.schedule(
                PUNCTUATION,
                PunctuationType.WALL_CLOCK_TIME,
                _ -> ledger.punctuate(tools.clock().instant()));
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        Task own = own();
        RecordMetadata position = own.context().recordMetadata().orElseThrow();
        Instant now = tools.clock().instant();
        LedgerInput input;
        try {
            input = tools.inputs().decode(position.topic(), record.value());
        } catch (SerializationException e) {
            refuse(own, position, record, "undecodable", e, now);
            return;
        }
        // Outside of any catch: a store that fails is no fault of the record.
        Optional<AttemptCharge> before = own.ledger().chargedBefore(input);
        PartitionLedger.Plan plan;
        try {
            Instant recordTime = Instant.ofEpochMilli(record.timestamp());
            plan = own.ledger().plan(input, before, position.offset(), recordTime, now);
        } catch (RuntimeException e) {
            refuse(own, position, record, "undecidable", e, now);
            return;
        }
        own.ledger().carryOut(plan, now);
    }

    private void refuse(
            Task own,
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            String reason,
            RuntimeException cause,
            Instant now) {
        own.outputs()
                .deadLetter(
                        record.key(),
                        deadLetters.of(
                                position,
                                record,
                                reason,
                                String.valueOf(cause.getMessage()),
                                Optional.empty(),
                                now),
                        now);
    }

    private Task own() {
        Task own = task;
        if (own == null) {
            throw new IllegalStateException("a record before init");
        }
        return own;
    }
}
