package dev.sluice.connect.converter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's data as JSON text, for columns that cannot hold them otherwise: names as in the schema,
 * bytes in Base64, decimals with all their digits, instants of milliseconds in ISO 8601.
 */
final class JsonText {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonText() {}

    static String of(Schema avro, Object datum) {
        try {
            return JSON.writeValueAsString(node(avro, datum));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    private static JsonNode node(Schema avro, @Nullable Object datum) {
        if (datum == null) {
            return NODES.nullNode();
        }
        return switch (avro.getType()) {
            case UNION ->
                    node(avro.getTypes().get(GenericData.get().resolveUnion(avro, datum)), datum);
            case RECORD -> object((IndexedRecord) datum);
            case MAP -> object((Map<?, ?>) datum, avro.getValueType());
            case ARRAY -> array((Collection<?>) datum, avro.getElementType());
            case STRING, ENUM -> NODES.textNode(datum.toString());
            case BYTES, FIXED ->
                    avro.getLogicalType() instanceof LogicalTypes.Decimal
                            ? DecimalNode.valueOf(
                                    (BigDecimal) Scalars.type(avro).translation().of(datum))
                            : NODES.binaryNode(Scalars.bytes(datum));
            case LONG ->
                    avro.getLogicalType() instanceof LogicalTypes.TimestampMillis
                            ? NODES.textNode(Instant.ofEpochMilli((Long) datum).toString())
                            : NODES.numberNode((Long) datum);
            case INT -> NODES.numberNode((Integer) datum);
            case FLOAT -> NODES.numberNode((Float) datum);
            case DOUBLE -> NODES.numberNode((Double) datum);
            case BOOLEAN -> NODES.booleanNode((Boolean) datum);
            case NULL -> NODES.nullNode();
        };
    }

    private static ObjectNode object(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), node(field.schema(), record.get(field.pos())));
        }
        return object;
    }

    private static ObjectNode object(Map<?, ?> map, Schema valueType) {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> object.set(key.toString(), node(valueType, value)));
        return object;
    }

    private static ArrayNode array(Collection<?> list, Schema elementType) {
        ArrayNode array = NODES.arrayNode();
        list.forEach(element -> array.add(node(elementType, element)));
        return array;
    }
}
