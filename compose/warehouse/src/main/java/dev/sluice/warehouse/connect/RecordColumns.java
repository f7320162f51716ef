package dev.sluice.warehouse.connect;

import dev.sluice.connect.converter.ColumnShape;
import dev.sluice.warehouse.Column;
import dev.sluice.warehouse.ColumnType;
import dev.sluice.warehouse.ColumnType.Plain;
import java.util.List;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The columns that a topic's records fill, as the converter makes them and the sink writes them.
 */
final class RecordColumns {

    private static final String PRECISION = "connect.decimal.precision";

    private RecordColumns() {}

    static List<Column> of(org.apache.avro.Schema avro) {
        return ColumnShape.columns(avro).fields().stream()
                .map(field -> new Column(field.name(), type(field.schema())))
                .toList();
    }

    private static ColumnType type(Schema schema) {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return new ColumnType.Decimal(
                    Integer.parseInt(schema.parameters().get(PRECISION)),
                    Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
        }
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return new ColumnType.Timestamp();
        }
        if (Date.LOGICAL_NAME.equals(schema.name())) {
            return Plain.DATE;
        }
        return switch (schema.type()) {
            case STRING -> Plain.TEXT;
            case INT8, INT16, INT32 -> Plain.INTEGER;
            case INT64 -> Plain.BIGINT;
            case FLOAT32 -> Plain.REAL;
            case FLOAT64 -> Plain.DOUBLE;
            case BOOLEAN -> Plain.BOOLEAN;
            case BYTES -> Plain.BYTEA;
            case ARRAY, MAP, STRUCT ->
                    throw new IllegalStateException("no column is a " + schema.type());
        };
    }
}
