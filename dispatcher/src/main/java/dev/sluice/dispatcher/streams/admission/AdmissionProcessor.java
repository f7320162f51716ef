package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ConfigSource;
import dev.sluice.config.SecretRef;
import dev.sluice.dispatcher.admission.Admission;
import dev.sluice.dispatcher.admission.Step;
import dev.sluice.dispatcher.admission.ingress.CancelReader;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.Reading;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.record.ReroutedKind;
import dev.sluice.schemas.record.ReroutedRequest;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.streams.DeadLetters;
import dev.sluice.streams.TimeSlice;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what {@link Admission} decides for the customers of one partition. Reading and
 * deciding come before the first effect: what they throw makes a dead letter of the record. An
 * exception after that stops the task, as does a registry or a store that cannot be asked, since
 * that is no fault of the record. Owned by the stream thread.
 */
final class AdmissionProcessor
        implements Processor<byte @Nullable [], byte @Nullable [], byte @Nullable [], Object> {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionProcessor.class);
    private static final Duration TICK = Duration.ofMillis(20);

    private final ConfigSource config;
    private final Inputs inputs;
    private final String requestsTopicId;
    private final int stagePartitions;
    private final InstantSource clock;
    private final TimeSlice slice;
    private final DeadLetters deadLetters = new DeadLetters("admission");

    private ActiveConfig inForce;
    private @Nullable Running running;

    AdmissionProcessor(
            ConfigSource config,
            SchemaRegistry registry,
            String requestsTopicId,
            int stagePartitions,
            Function<SecretRef, String> secrets,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.config = config;
        this.inForce = config.current();
        this.inputs = new Inputs(registry, inForce, requestsTopicId, secrets);
        this.requestsTopicId = requestsTopicId;
        this.stagePartitions = stagePartitions;
        this.clock = clock;
        this.slice = new TimeSlice(nanoClock, TimeSlice.LENGTH);
    }

    /** What there is once the task has its partition. */
    private record Running(
            ProcessorContext<byte @Nullable [], Object> context,
            AdmissionTask task,
            Outputs outputs) {}

    /** What came of a record; nothing of it has happened yet. */
    private sealed interface Verdict {
        record Apply(Step step) implements Verdict {}

        record Reroute(String customer, ReroutedRequest request) implements Verdict {}

        record Bury(String reason, String detail, Optional<String> requestId) implements Verdict {}
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], Object> context) {
        AdmissionStore store =
                new AdmissionStore(context.getStateStore(AdmissionTopology.STORE), requestsTopicId);
        Outputs outputs = new Outputs(context);
        AdmissionTask task = new AdmissionTask(new Admission(inForce), store, outputs::send);
        running = new Running(context, task, outputs);
        context.schedule(
                TICK, PunctuationType.WALL_CLOCK_TIME, _ -> followed(task).tick(now(), slice));
    }

    /** It decides by the newest configuration from here on. */
    private AdmissionTask followed(AdmissionTask task) {
        ActiveConfig current = config.current();
        if (current.version() != inForce.version()) {
            inForce = current;
            inputs.under(current);
            task.under(new Admission(current));
        }
        return task;
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("the task has not begun");
        }
        return running;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        RecordMetadata position = running().context().recordMetadata().orElseThrow();
        AdmissionTask task = followed(running().task());
        AdmissionStore store = task.store();
        if (store.isDone(position.topic(), position.partition(), position.offset())) {
            return;
        }
        Instant now = now();
        switch (verdict(position, record, now)) {
            case Verdict.Apply(Step step) -> task.apply(step, now);
            case Verdict.Reroute(String customer, ReroutedRequest request) ->
                    running().outputs().reroute(customer, request, now);
            case Verdict.Bury(String reason, String detail, Optional<String> requestId) ->
                    running()
                            .outputs()
                            .bury(
                                    deadLetters.of(
                                            position, record, reason, detail, requestId, now),
                                    now);
        }
        store.putDone(position.topic(), position.partition(), position.offset());
        task.wakeSome(now);
    }

    private Verdict verdict(
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            Instant now) {
        byte[] value = record.value();
        if (value == null) {
            return new Verdict.Bury("empty", "a record without a value", Optional.empty());
        }
        try {
            return ofTopic(position, record, value, now);
        } catch (RegistryUnavailableException | StreamsException e) {
            throw e; // the record may be good: the task stops and takes it again
        } catch (SerializationException e) {
            return new Verdict.Bury(
                    "undecodable", String.valueOf(e.getMessage()), requestId(position));
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("partition", position.partition())
                    .addKeyValue("offset", position.offset())
                    .log("a record could not be decided");
            return new Verdict.Bury("undecided", e.getClass().getName(), requestId(position));
        }
    }

    private Verdict ofTopic(
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            byte[] value,
            Instant now) {
        String topic = position.topic();
        if (topic.equals(Topics.OUTCOMES.name())) {
            return new Verdict.Apply(
                    running()
                            .task()
                            .admission()
                            .onEnd(inputs.end(value), running().task().store(), now));
        }
        if (topic.equals(Topics.CANCELS.name())) {
            return ofCancel(position, record, value, now);
        }
        return topic.equals(Topics.REROUTED.name())
                ? ofRerouted(inputs.rerouted(value), now)
                : ofRequest(position, record, value, now);
    }

    /** Only a request has its id from where it stands. */
    private Optional<String> requestId(RecordMetadata position) {
        return position.topic().equals(Topics.REQUESTS.name())
                ? Optional.of(inputs.requestId(position.partition(), position.offset()))
                : Optional.empty();
    }

    private Verdict ofRequest(
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            byte[] value,
            Instant now) {
        List<HeaderField> headers = DeadLetters.fields(record.headers());
        Letter letter = inputs.letter(ByteBuffer.wrap(value), headers);
        String requestId = inputs.requestId(position.partition(), position.offset());
        return inputs.ownerElsewhere(letter, position.partition(), stagePartitions)
                .<Verdict>map(customer ->
                        new Verdict.Reroute(
                                customer,
                                rerouted(position, record, value, requestId)
                                        .setKind(ReroutedKind.REQUEST)
                                        .build()))
                .orElseGet(() ->
                        ofLetter(letter, requestId, Instant.ofEpochMilli(record.timestamp()), now));
    }

    private Verdict ofCancel(
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            byte[] value,
            Instant now) {
        CancelReader.Reading reading =
                inputs.cancel(ByteBuffer.wrap(value), DeadLetters.fields(record.headers()), now);
        if (reading instanceof CancelReader.Reading.Known(Cancel cancel)
                && Partitions.of(cancel.by().getCustomer(), stagePartitions)
                        != position.partition()) {
            return new Verdict.Reroute(
                    cancel.by().getCustomer(),
                    rerouted(position, record, value, cancel.requestId())
                            .setKind(ReroutedKind.CANCEL)
                            .build());
        }
        return ofCancel(reading, now);
    }

    private Verdict ofCancel(CancelReader.Reading reading, Instant now) {
        return switch (reading) {
            case CancelReader.Reading.Known(Cancel cancel) ->
                    new Verdict.Apply(
                            running()
                                    .task()
                                    .admission()
                                    .onCancel(cancel, running().task().store(), now));
            case CancelReader.Reading.Unreadable(String reason, String detail) ->
                    new Verdict.Bury(reason, detail, Optional.empty());
        };
    }

    private static ReroutedRequest.Builder rerouted(
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            byte[] value,
            String requestId) {
        return ReroutedRequest.newBuilder()
                .setRequestId(requestId)
                .setSourcePartition(position.partition())
                .setSourceOffset(position.offset())
                .setAcceptedAt(Instant.ofEpochMilli(record.timestamp()))
                .setHeaders(DeadLetters.fields(record.headers()))
                .setValue(ByteBuffer.wrap(value));
    }

    /** Never sent on again, whatever the configuration says by now. */
    private Verdict ofRerouted(ReroutedRequest request, Instant now) {
        return switch (request.getKind()) {
            case CANCEL ->
                    ofCancel(inputs.cancel(request.getValue(), request.getHeaders(), now), now);
            case REQUEST -> {
                Letter letter = inputs.letter(request.getValue(), request.getHeaders());
                yield ofLetter(letter, request.getRequestId(), request.getAcceptedAt(), now);
            }
        };
    }

    private Verdict ofLetter(Letter letter, String requestId, Instant acceptedAt, Instant now) {
        return switch (inputs.read(letter, requestId, acceptedAt, now)) {
            case Reading.Accepted(var request) ->
                    new Verdict.Apply(
                            running()
                                    .task()
                                    .admission()
                                    .onRequest(request, running().task().store(), now));
            case Reading.Turned(var away) ->
                    new Verdict.Apply(running().task().admission().onTurnedAway(away, now));
            case Reading.Unreadable(String reason, String detail) ->
                    new Verdict.Bury(reason, detail, Optional.of(requestId));
        };
    }
}
