package dev.sluice.connect.converter;

import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * An Avro type that is not null, in Connect.
 *
 * @param builder gives a fresh one each time, for the caller to make optional or give a default
 */
record Type(Supplier<SchemaBuilder> builder, Form.Translation translation) {

    Form form(Presence presence) {
        return switch (presence) {
            case REQUIRED -> Form.required(builder.get(), translation);
            case OPTIONAL -> Form.optional(builder.get(), translation);
        };
    }

    /** Whether a value may be null. */
    enum Presence {
        REQUIRED,
        OPTIONAL
    }
}
