package dev.sluice.app.bench.kafka;

import dev.sluice.app.bench.plan.LimitCase.PerRequest;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what admission lets through and what it refuses, by customer. Any thread. */
public final class AdmittedCount implements AutoCloseable {

    private final AvroWire<AdmittedEvent> admittedWire;
    private final AvroWire<InferenceResult> resultWire;
    private final Map<String, AtomicLong> admitted = new ConcurrentHashMap<>();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicReference<Optional<PerRequest>> each =
            new AtomicReference<>(Optional.empty());
    private final PlainReader attempts;
    private final PlainReader results;

    private AdmittedCount(String bootstrapServers, SchemaRegistry registry)
            throws InterruptedException {
        admittedWire = AvroWire.of(Topics.ADMITTED, registry);
        resultWire = AvroWire.of(Topics.RESULTS, registry);
        attempts = PlainReader.start(bootstrapServers, Topics.ADMITTED.name(), this::admitted);
        results = PlainReader.start(bootstrapServers, Topics.RESULTS.name(), this::refused);
    }

    /** Of what is written from now on; committed records only. */
    public static AdmittedCount start(String bootstrapServers, SchemaRegistry registry)
            throws InterruptedException {
        return new AdmittedCount(bootstrapServers, registry);
    }

    private void admitted(ConsumerRecord<byte[], byte[]> read) {
        if (admittedWire.decode(read.value()).getEvent() instanceof Attempt attempt) {
            admitted.computeIfAbsent(attempt.getTenant().getCustomer(), _ -> new AtomicLong())
                    .incrementAndGet();
            each.set(
                    Optional.of(
                            new PerRequest(
                                    attempt.getInputTokens(),
                                    attempt.getMaxOutputTokens(),
                                    attempt.getReservation().getPicos())));
            decided.incrementAndGet();
        }
    }

    /** Each result is a refusal: nobody calls a provider here. */
    private void refused(ConsumerRecord<byte[], byte[]> read) {
        InferenceResult _ = resultWire.decode(read.value());
        decided.incrementAndGet();
    }

    /** Requests of which it is known what became of them. */
    public long decided() {
        return decided.get();
    }

    public long admitted(String customer) {
        return Optional.ofNullable(admitted.get(customer)).map(AtomicLong::get).orElse(0L);
    }

    /** What a request uses; empty before the first was admitted. */
    public Optional<PerRequest> each() {
        return each.get();
    }

    @Override
    public void close() {
        attempts.close();
        results.close();
    }
}
