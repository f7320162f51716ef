package dev.sluice.connect.converter;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What values of one Avro type become in Connect.
 *
 * @param translation for values that are not null
 */
record Form(Schema schema, Translation translation) {

    /** From a datum of Avro's generic kind to Connect's value; neither is null. */
    @FunctionalInterface
    interface Translation {
        Object of(Object avro);
    }

    static Form required(SchemaBuilder schema, Translation translation) {
        return new Form(schema.required().build(), translation);
    }

    static Form optional(SchemaBuilder schema, Translation translation) {
        return new Form(schema.optional().build(), translation);
    }

    @Nullable Object of(@Nullable Object avro) {
        return avro == null ? null : translation.of(avro);
    }
}
