package dev.sluice.connect.converter;

import dev.sluice.connect.converter.Type.Presence;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What an Avro type may be: one of several where it is a union. {@code null} is no branch but makes
 * the value optional.
 */
record Branches(Presence presence, List<Schema> schemas) {

    static Branches of(Schema avro) {
        if (avro.getType() != Schema.Type.UNION) {
            return avro.getType() == Schema.Type.NULL
                    ? new Branches(Presence.OPTIONAL, List.of())
                    : new Branches(Presence.REQUIRED, List.of(avro));
        }
        List<Schema> others =
                avro.getTypes().stream()
                        .filter(each -> each.getType() != Schema.Type.NULL)
                        .toList();
        Presence presence =
                others.size() < avro.getTypes().size() ? Presence.OPTIONAL : Presence.REQUIRED;
        return new Branches(presence, others);
    }

    /** Whether there is exactly one thing that it can be, beside null. */
    boolean single() {
        return schemas.size() == 1;
    }
}
