package dev.sluice.ledger.streams;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record that the ledger reads. */
sealed interface LedgerInput {

    record OfDecision(Decision decision) implements LedgerInput {}

    record OfEnd(AttemptEnd end) implements LedgerInput {}

    /** Decoders of the two topics; shared by all tasks, any thread. */
    record Wires(AvroWire<Decision> decisions, AvroWire<AttemptEnd> outcomes) {

        static Wires of(SchemaRegistry registry) {
            return new Wires(
                    AvroWire.of(Topics.DECISIONS, registry),
                    AvroWire.of(Topics.OUTCOMES, registry));
        }

        /**
         * @throws SerializationException where the value is none of the topic's
         */
        LedgerInput decode(String topic, byte @Nullable [] value) {
            if (value == null) {
                throw new SerializationException("a record without a value");
            }
            return topic.equals(Topics.DECISIONS.name())
                    ? new OfDecision(decisions.decode(value))
                    : new OfEnd(outcomes.decode(value));
        }
    }
}
