package dev.sluice.connect.converter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Avro's types in Connect, nested as the schema has them. */
final class Types {

    /** Records that are being looked at, outermost first: one within itself has no end. */
    private final Deque<String> within = new ArrayDeque<>();

    private Types() {}

    /**
     * The whole schema, structs, arrays and maps as they are.
     *
     * @throws DataException where Connect has nothing like it
     */
    static Form form(Schema avro) {
        return new Types().of(avro);
    }

    private Form of(Schema avro) {
        Branches branches = Branches.of(avro);
        return type(branches).form(branches.presence());
    }

    private Type type(Branches branches) {
        if (branches.schemas().isEmpty()) {
            // Only ever null.
            return new Type(SchemaBuilder::string, Object::toString);
        }
        return branches.single() ? type(branches.schemas().getFirst()) : oneOf(branches.schemas());
    }

    private Type type(Schema avro) {
        return switch (avro.getType()) {
            case RECORD -> record(avro);
            case ARRAY -> {
                Form element = of(avro.getElementType());
                yield new Type(
                        () -> SchemaBuilder.array(element.schema()),
                        datum -> list((Collection<?>) datum, element));
            }
            case MAP -> {
                Form value = of(avro.getValueType());
                yield new Type(
                        () ->
                                SchemaBuilder.map(
                                        org.apache.kafka.connect.data.Schema.STRING_SCHEMA,
                                        value.schema()),
                        datum -> map((Map<?, ?>) datum, value));
            }
            default -> Scalars.type(avro);
        };
    }

    private Type record(Schema avro) {
        if (within.contains(avro.getFullName())) {
            throw new DataException(
                    "the record %s contains itself, which Connect cannot express"
                            .formatted(avro.getFullName()));
        }
        within.push(avro.getFullName());
        List<Form> forms = avro.getFields().stream().map(field -> field(field)).toList();
        within.pop();
        org.apache.kafka.connect.data.Schema built =
                fields(SchemaBuilder.struct().name(avro.getFullName()), avro, forms).build();
        return new Type(
                () -> fields(SchemaBuilder.struct().name(avro.getFullName()), avro, forms),
                datum -> struct(built, (IndexedRecord) datum, forms));
    }

    private Form field(Schema.Field field) {
        Branches branches = Branches.of(field.schema());
        Type type = type(branches);
        return branches.presence() == Type.Presence.OPTIONAL
                ? type.form(branches.presence())
                : withDefault(field, type);
    }

    /**
     * A field that is never null keeps its default, so that a table can get its column while it has
     * rows. One that may be null has none: Connect would put it in the place of null.
     */
    static Form withDefault(Schema.Field field, Type type) {
        SchemaBuilder builder = type.builder().get();
        if (field.hasDefaultValue()
                && !JsonProperties.NULL_VALUE.equals(field.defaultVal())
                && builder.type().isPrimitive()) {
            builder.defaultValue(type.translation().of(GenericData.get().getDefaultValue(field)));
        }
        return Form.required(builder, type.translation());
    }

    private static SchemaBuilder fields(SchemaBuilder builder, Schema avro, List<Form> forms) {
        for (Schema.Field field : avro.getFields()) {
            builder.field(field.name(), forms.get(field.pos()).schema());
        }
        return builder;
    }

    private static Struct struct(
            org.apache.kafka.connect.data.Schema schema, IndexedRecord datum, List<Form> forms) {
        Struct struct = new Struct(schema);
        List<Field> fields = schema.fields();
        for (int n = 0; n < forms.size(); n++) {
            struct.put(fields.get(n), forms.get(n).of(datum.get(n)));
        }
        return struct;
    }

    private static List<@Nullable Object> list(Collection<?> data, Form element) {
        List<@Nullable Object> list = new ArrayList<>(data.size());
        data.forEach(datum -> list.add(element.of(datum)));
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> data, Form value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        data.forEach((key, datum) -> map.put(key.toString(), value.of(datum)));
        return map;
    }

    /** One of several types: a struct with an optional field for each, of which one is there. */
    private Type oneOf(List<Schema> branches) {
        List<Form> forms =
                branches.stream().map(each -> type(each).form(Type.Presence.OPTIONAL)).toList();
        List<String> names = branches.stream().map(Types::branchName).toList();
        Schema union = Schema.createUnion(branches);
        org.apache.kafka.connect.data.Schema built = branchFields(names, forms).build();
        return new Type(
                () -> branchFields(names, forms),
                datum -> {
                    int branch = GenericData.get().resolveUnion(union, datum);
                    return new Struct(built).put(names.get(branch), forms.get(branch).of(datum));
                });
    }

    private static SchemaBuilder branchFields(List<String> names, List<Form> forms) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int n = 0; n < names.size(); n++) {
            builder.field(names.get(n), forms.get(n).schema());
        }
        return builder;
    }

    private static String branchName(Schema branch) {
        return branch.getType() == Schema.Type.RECORD
                        || branch.getType() == Schema.Type.ENUM
                        || branch.getType() == Schema.Type.FIXED
                ? branch.getName()
                : branch.getType().getName();
    }
}
