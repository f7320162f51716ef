package dev.sluice.connect.converter;

import dev.sluice.connect.converter.Type.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A record as a row: fields of records within it become columns of their own, in snake case, joined
 * by {@code _}; what has no one value (lists, maps, unions of several types) becomes JSON text. The
 * columns of a record that may be null may be null.
 */
public final class ColumnShape {

    private final String record;
    private final SequencedMap<String, Column> columns = new LinkedHashMap<>();

    /** One column, and the positions of the fields that lead to its value. */
    private record Column(String path, List<Integer> positions, Form form) {

        @Nullable Object value(Object row) {
            @Nullable Object value = row;
            for (int position : positions) {
                if (value == null) {
                    return null;
                }
                value = ((IndexedRecord) value).get(position);
            }
            return form.of(value);
        }
    }

    /** Where in the record a field stands. */
    private record Place(String path, String prefix, List<Integer> positions, Presence presence) {

        Place within(Schema.Field field, Presence next) {
            List<Integer> positions = new ArrayList<>(this.positions);
            positions.add(field.pos());
            Presence both =
                    presence == Presence.OPTIONAL || next == Presence.OPTIONAL
                            ? Presence.OPTIONAL
                            : Presence.REQUIRED;
            return new Place(
                    path.isEmpty() ? field.name() : path + "." + field.name(),
                    prefix.isEmpty()
                            ? SnakeCase.of(field.name())
                            : prefix + "_" + SnakeCase.of(field.name()),
                    List.copyOf(positions),
                    both);
        }
    }

    private ColumnShape(String record) {
        this.record = record;
    }

    /**
     * The columns of a record's fields, in their order; each field's schema says the type.
     *
     * @throws DataException where two fields would be one column
     */
    public static org.apache.kafka.connect.data.Schema columns(Schema avro) {
        return of(avro).schema();
    }

    static Form of(Schema avro) {
        if (avro.getType() != Schema.Type.RECORD) {
            return Types.form(avro);
        }
        ColumnShape shape = new ColumnShape(avro.getFullName());
        shape.add(avro, new Place("", "", List.of(), Presence.REQUIRED));
        return shape.form();
    }

    private void add(Schema avro, Place place) {
        for (Schema.Field field : avro.getFields()) {
            Branches branches = Branches.of(field.schema());
            Place inner = place.within(field, branches.presence());
            if (branches.single() && isFlat(branches.schemas().getFirst())) {
                add(branches.schemas().getFirst(), inner);
            } else {
                add(inner, leaf(field, branches, inner.presence()));
            }
        }
    }

    private void add(Place place, Form form) {
        Column before =
                columns.put(place.prefix(), new Column(place.path(), place.positions(), form));
        if (before != null) {
            throw new DataException(
                    "the fields %s and %s of %s would both be the column %s"
                            .formatted(before.path(), place.path(), record, place.prefix()));
        }
    }

    private static Form leaf(Schema.Field field, Branches branches, Presence presence) {
        Type type = type(field.schema(), branches);
        return presence == Presence.OPTIONAL ? type.form(presence) : Types.withDefault(field, type);
    }

    private static Type type(Schema avro, Branches branches) {
        if (branches.single() && isScalar(branches.schemas().getFirst())) {
            return Scalars.type(branches.schemas().getFirst());
        }
        return new Type(SchemaBuilder::string, datum -> JsonText.of(avro, datum));
    }

    private static boolean isFlat(Schema avro) {
        return avro.getType() == Schema.Type.RECORD && !Recursion.contains(avro);
    }

    private static boolean isScalar(Schema avro) {
        return switch (avro.getType()) {
            case RECORD, ARRAY, MAP, UNION, NULL -> false;
            case STRING, ENUM, BOOLEAN, INT, LONG, FLOAT, DOUBLE, BYTES, FIXED -> true;
        };
    }

    private Form form() {
        SchemaBuilder builder = SchemaBuilder.struct().name(record);
        columns.forEach((name, column) -> builder.field(name, column.form().schema()));
        org.apache.kafka.connect.data.Schema schema = builder.build();
        List<Column> inOrder = List.copyOf(columns.values());
        return new Form(schema, row -> row(schema, inOrder, row));
    }

    private static Struct row(
            org.apache.kafka.connect.data.Schema schema, List<Column> columns, Object datum) {
        Struct row = new Struct(schema);
        List<Field> fields = schema.fields();
        for (int n = 0; n < columns.size(); n++) {
            row.put(fields.get(n), columns.get(n).value(datum));
        }
        return row;
    }
}
