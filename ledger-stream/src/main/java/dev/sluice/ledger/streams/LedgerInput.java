package dev.sluice.ledger.streams;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record that the ledger reads. */
sealed interface LedgerInput {

    record OfDecision(Decision decision) implements LedgerInput {}

    record OfEnd(AttemptEnd end) implements LedgerInput {}

    record OfKeyCommand(KeyCommand command) implements LedgerInput {}

    record OfConfig(ConfigDocument document) implements LedgerInput {}

    /** Decoders of the topics; shared by all tasks, any thread. */
    record Wires(
            AvroWire<Decision> decisions,
            AvroWire<AttemptEnd> outcomes,
            AvroWire<KeyCommand> keys,
            AvroWire<ConfigDocument> config) {

        static Wires of(SchemaRegistry registry) {
            return new Wires(
                    AvroWire.of(Topics.DECISIONS, registry),
                    AvroWire.of(Topics.OUTCOMES, registry),
                    AvroWire.of(Topics.KEYS, registry),
                    AvroWire.of(Topics.CONFIG, registry));
        }

        /**
         * @throws SerializationException where the value is none of the topic's
         */
        LedgerInput decode(String topic, byte @Nullable [] value) {
            if (value == null) {
                throw new SerializationException("a record without a value");
            }
            if (topic.equals(Topics.KEYS.name())) {
                return new OfKeyCommand(keys.decode(value));
            }
            if (topic.equals(Topics.CONFIG.name())) {
                return new OfConfig(config.decode(value));
            }
            return topic.equals(Topics.DECISIONS.name())
                    ? new OfDecision(decisions.decode(value))
                    : new OfEnd(outcomes.decode(value));
        }
    }
}
