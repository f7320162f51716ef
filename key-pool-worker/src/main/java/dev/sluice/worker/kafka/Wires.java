package dev.sluice.worker.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;

/** The formats that a worker reads and writes, looked up once. */
record Wires(
        AvroWire<Work> work,
        AvroWire<JournalEntry> journal,
        AvroWire<AttemptEnd> ends,
        AvroWire<LaneAnnouncement> announcements,
        AvroWire<DeadLetter> letters,
        AvroWire<KeyCommand> keys) {

    static Wires of(SchemaRegistry registry) {
        return new Wires(
                AvroWire.of(Topics.WORK, registry),
                AvroWire.of(Topics.ATTEMPTS, registry),
                AvroWire.of(Topics.OUTCOMES, registry),
                AvroWire.of(Topics.LANE_EVENTS, registry),
                AvroWire.of(Topics.DEAD_LETTERS, registry),
                AvroWire.of(Topics.KEYS, registry));
    }
}
