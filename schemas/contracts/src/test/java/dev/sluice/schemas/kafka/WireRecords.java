package dev.sluice.schemas.kafka;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Records for tests of the wire format, and a registry that knows all topics. */
final class WireRecords {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();

    WireRecords() {
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
    }

    MemorySchemaRegistry registry() {
        return registry;
    }

    <V extends SpecificRecord> AvroWire<V> wire(Topic<V> topic) {
        return AvroWire.of(topic, registry);
    }

    <V extends SpecificRecord> byte[] encoded(Topic<V> topic, V value) {
        return wire(topic).encode(value);
    }

    static Work work() {
        return Work.newBuilder()
                .setAttempt(attempt())
                .setLane("sim/c")
                .setLease(9)
                .setEpoch(17)
                .setLeasedAt(NOON)
                .build();
    }

    static Attempt attempt() {
        return Attempt.newBuilder()
                .setRequestId("abc.0.7")
                .setAttempt(2)
                .setTenant(new Tenant("acme", "research", "demo"))
                .setPool("sim")
                .setProvider("sim")
                .setModel("m")
                .setProviderModel("m-1")
                .setUrl("/v1/chat/completions")
                .setBody(new Body(ByteBuffer.wrap("{\"ü\":1}".getBytes(StandardCharsets.UTF_8))))
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setReservation(new Reservation(63_000_000L, "m@1/2"))
                .setDeadline(NOON.plusSeconds(60))
                .setPriority(Priority.INTERACTIVE)
                .setExcludedLanes(List.of("sim/a", "sim/b"))
                .setCustomId("row-1")
                .setAcceptedAt(NOON)
                .setAdmittedAt(NOON.plusMillis(3))
                .setConfigVersion(4L)
                .build();
    }

    static CancelRequest cancel() {
        return CancelRequest.newBuilder().setRequestId("r").setVirtualKey("v").build();
    }
}
