package dev.sluice.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connect.converter.ConverterConfig.Shape;
import dev.sluice.schemas.record.LedgerEntry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class ColumnShapeTest {

    private static final String INNER =
            "{\"type\":\"record\",\"name\":\"Inner\",\"fields\":[{\"name\":\"virtualKey\",\"type\":\"string\"},{\"name\":\"n\",\"type\":[\"null\",\"long\"],\"default\":null}]}";

    @Test
    void aLedgerEntryHasTheColumnsOfItsTable() {
        assertThat(ColumnShape.columns(LedgerEntry.getClassSchema()).fields())
                .extracting(Field::name)
                .containsExactly(
                        "entry_id",
                        "request_id",
                        "attempt",
                        "line",
                        "kind",
                        "corrects",
                        "tenant_customer",
                        "tenant_team",
                        "tenant_virtual_key",
                        "provider",
                        "model",
                        "served_model",
                        "lane",
                        "provider_key",
                        "provider_request_id",
                        "outcome",
                        "usage_input_tokens",
                        "usage_output_tokens",
                        "usage_cached_input_tokens",
                        "usage_reasoning_tokens",
                        "price_id",
                        "amount_picos",
                        "reserved_picos",
                        "overshoot_picos",
                        "workflow",
                        "step",
                        "event_at",
                        "recorded_at",
                        "config_version");
    }

    @Test
    void fieldsOfARecordWithinBecomeColumns() {
        Schema schema = Encoded.recordWith(INNER);
        GenericRecord inner = inner(schema.getField("f").schema(), "k", 7L);

        Struct row = Encoded.converted(Shape.COLUMNS, Encoded.record(schema, inner));

        assertThat(row.get("f_virtual_key")).isEqualTo("k");
        assertThat(row.get("f_n")).isEqualTo(7L);
        assertThat(row.schema().field("f_virtual_key").schema().isOptional()).isFalse();
        assertThat(row.schema().field("f_n").schema().isOptional()).isTrue();
    }

    @Test
    void columnsOfARecordThatMayBeNullMayBeNull() {
        Schema schema = Encoded.recordWith("[\"null\"," + INNER + "]");
        Schema innerSchema = schema.getField("f").schema().getTypes().get(1);
        GenericData.Record without = new GenericData.Record(schema);

        Struct absent = Encoded.converted(Shape.COLUMNS, without);
        Struct present =
                Encoded.converted(
                        Shape.COLUMNS, Encoded.record(schema, inner(innerSchema, "k", 7L)));

        assertThat(absent.get("f_virtual_key")).isNull();
        assertThat(absent.get("f_n")).isNull();
        assertThat(absent.schema().field("f_virtual_key").schema().isOptional()).isTrue();
        assertThat(present.get("f_virtual_key")).isEqualTo("k");
    }

    @Test
    void aFieldThatMayBeNullHasNoDefaultThatWouldTakeItsPlace() {
        Schema schema =
                Encoded.schema("{\"name\":\"f\",\"type\":[\"string\",\"null\"],\"default\":\"x\"}");
        GenericData.Record without = new GenericData.Record(schema);

        Struct row = Encoded.converted(Shape.COLUMNS, without);

        assertThat(row.schema().field("f").schema().defaultValue()).isNull();
        assertThat(row.get("f")).isNull();
    }

    @Test
    void aFieldThatIsNeverNullKeepsItsDefaultSoThatATableWithRowsCanGetItsColumn() {
        Schema schema =
                Encoded.schema(
                        "{\"name\":\"f\",\"type\":\"long\",\"default\":5},{\"name\":\"g\",\"type\":\"string\",\"default\":\"*\"},{\"name\":\"h\",\"type\":\"string\"}");

        var columns = ColumnShape.columns(schema);

        assertThat(columns.field("f").schema().defaultValue()).isEqualTo(5L);
        assertThat(columns.field("g").schema().defaultValue()).isEqualTo("*");
        assertThat(columns.field("h").schema().defaultValue()).isNull();
    }

    @Test
    void aListIsJsonText() {
        Schema schema = Encoded.recordWith("{\"type\":\"array\",\"items\":\"string\"}");

        Struct row = Encoded.converted(Shape.COLUMNS, Encoded.record(schema, List.of("a", "b\"c")));

        assertThat(row.get("f")).isEqualTo("[\"a\",\"b\\\"c\"]");
    }

    @Test
    void recordsInAListKeepEverything() {
        Schema element =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"E","fields":[
                                 {"name":"usd","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":12}},
                                 {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                                 {"name":"hash","type":"bytes"},
                                 {"name":"kind","type":{"type":"enum","name":"K","symbols":["A"]}},
                                 {"name":"counts","type":{"type":"map","values":"int"}},
                                 {"name":"maybe","type":["null","double"]}]}
                                """);
        Schema schema = Encoded.recordWith("{\"type\":\"array\",\"items\":" + element + "}");
        GenericRecord one =
                new GenericRecordBuilder(element)
                        .set(
                                "usd",
                                ByteBuffer.wrap(
                                        new BigDecimal("1.500000000000")
                                                .unscaledValue()
                                                .toByteArray()))
                        .set("at", 0L)
                        .set("hash", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                        .set(
                                "kind",
                                new GenericData.EnumSymbol(element.getField("kind").schema(), "A"))
                        .set("counts", Map.of("x", 1))
                        .set("maybe", null)
                        .build();

        Struct row = Encoded.converted(Shape.COLUMNS, Encoded.record(schema, List.of(one)));

        assertThat(row.get("f"))
                .isEqualTo(
                        "[{\"usd\":1.500000000000,\"at\":\"1970-01-01T00:00:00Z\",\"hash\":\"AQID\",\"kind\":\"A\",\"counts\":{\"x\":1},\"maybe\":null}]");
    }

    @Test
    void oneOfSeveralTypesIsJsonText() {
        Schema schema = Encoded.recordWith("[\"null\",\"string\",\"int\"]");

        Struct text = Encoded.converted(Shape.COLUMNS, Encoded.record(schema, "5"));
        Struct number = Encoded.converted(Shape.COLUMNS, Encoded.record(schema, 5));
        Struct none = Encoded.converted(Shape.COLUMNS, new GenericData.Record(schema));

        assertThat(text.get("f")).isEqualTo("\"5\"");
        assertThat(number.get("f")).isEqualTo("5");
        assertThat(none.get("f")).isNull();
    }

    @Test
    void aRecordThatContainsItselfIsJsonText() {
        Schema schema =
                Encoded.recordWith(
                        "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");
        Schema node = schema.getField("f").schema();
        GenericRecord last = new GenericRecordBuilder(node).set("next", null).build();
        GenericRecord first = new GenericRecordBuilder(node).set("next", last).build();

        Struct row = Encoded.converted(Shape.COLUMNS, Encoded.record(schema, first));

        assertThat(row.get("f")).isEqualTo("{\"next\":{\"next\":null}}");
    }

    @Test
    void twoFieldsThatWouldBeOneColumnAreAnError() {
        Schema schema =
                Encoded.schema(
                        "{\"name\":\"aB\",\"type\":\"string\"},{\"name\":\"a_b\",\"type\":\"string\"}");

        assertThatThrownBy(() -> ColumnShape.columns(schema))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("aB", "a_b", "x.R");
    }

    private static GenericRecord inner(Schema schema, String key, long n) {
        return new GenericRecordBuilder(schema).set("virtualKey", key).set("n", n).build();
    }
}
