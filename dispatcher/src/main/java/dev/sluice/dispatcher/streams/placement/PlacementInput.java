package dev.sluice.dispatcher.streams.placement;

import dev.sluice.dispatcher.placement.PlacementEvent;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the records of placement's two input topics. */
final class PlacementInput {

    private final AvroWire<AdmittedEvent> admitted;
    private final AvroWire<LaneAnnouncement> laneEvents;

    PlacementInput(SchemaRegistry registry) {
        this.admitted = AvroWire.of(Topics.ADMITTED, registry);
        this.laneEvents = AvroWire.of(Topics.LANE_EVENTS, registry);
    }

    /**
     * @throws SerializationException where the value is not of its topic
     */
    PlacementEvent decode(RecordMetadata position, byte @Nullable [] value) {
        if (value == null) {
            throw new SerializationException("a record without a value");
        }
        if (position.topic().equals(Topics.LANE_EVENTS.name())) {
            return new PlacementEvent.Announced(laneEvents.decode(value));
        }
        return switch (admitted.decode(value).getEvent()) {
            case Attempt attempt -> new PlacementEvent.Arrived(attempt, position.offset());
            case Withdrawal withdrawal -> new PlacementEvent.Withdrawn(withdrawal);
            case Object other -> throw new SerializationException("unexpected " + other.getClass());
        };
    }
}
