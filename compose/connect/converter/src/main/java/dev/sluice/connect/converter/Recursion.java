package dev.sluice.connect.converter;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** Whether a record contains itself: it has no end of columns then. */
final class Recursion {

    private Recursion() {}

    static boolean contains(Schema record) {
        return record.getFields().stream()
                .anyMatch(field -> reaches(field.schema(), record, new HashSet<>()));
    }

    private static boolean reaches(Schema from, Schema record, Set<String> seen) {
        return switch (from.getType()) {
            case RECORD ->
                    from.getFullName().equals(record.getFullName())
                            || (seen.add(from.getFullName())
                                    && from.getFields().stream()
                                            .anyMatch(field ->
                                                    reaches(field.schema(), record, seen)));
            case ARRAY -> reaches(from.getElementType(), record, seen);
            case MAP -> reaches(from.getValueType(), record, seen);
            case UNION ->
                    from.getTypes().stream().anyMatch(branch -> reaches(branch, record, seen));
            default -> false;
        };
    }
}
