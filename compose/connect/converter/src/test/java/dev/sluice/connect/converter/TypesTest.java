package dev.sluice.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connect.converter.ConverterConfig.Shape;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** The shape {@code avro}: as the schema says. */
class TypesTest {

    @Test
    void recordsStayWithinRecordsAndNamesStayAsTheyAre() {
        Schema schema =
                Encoded.recordWith(
                        "{\"type\":\"record\",\"name\":\"Inner\",\"fields\":[{\"name\":\"virtualKey\",\"type\":\"string\"}]}");
        GenericRecord inner =
                new GenericRecordBuilder(schema.getField("f").schema())
                        .set("virtualKey", "k")
                        .build();

        Struct struct = Encoded.converted(Shape.AVRO, Encoded.record(schema, inner));

        assertThat(struct.schema().name()).isEqualTo("x.R");
        assertThat(struct.getStruct("f").getString("virtualKey")).isEqualTo("k");
    }

    @Test
    void listsAndMapsStay() {
        Schema lists = Encoded.recordWith("{\"type\":\"array\",\"items\":[\"null\",\"long\"]}");
        Schema maps = Encoded.recordWith("{\"type\":\"map\",\"values\":\"string\"}");

        Struct list = Encoded.converted(Shape.AVRO, Encoded.record(lists, List.of(1L, 2L)));
        Struct map = Encoded.converted(Shape.AVRO, Encoded.record(maps, Map.of("a", "b")));

        assertThat(list.getArray("f")).isEqualTo(List.of(1L, 2L));
        assertThat(list.schema().field("f").schema().valueSchema().isOptional()).isTrue();
        assertThat(map.getMap("f")).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void oneOfSeveralTypesIsAStructOfWhichOneFieldIsThere() {
        Schema schema = Encoded.recordWith("[\"string\",\"int\"]");

        Struct union = Encoded.converted(Shape.AVRO, Encoded.record(schema, 5)).getStruct("f");

        assertThat(union.get("int")).isEqualTo(5);
        assertThat(union.get("string")).isNull();
    }

    @Test
    void whatMayBeNullIsOptionalAndNullStaysNull() {
        Schema schema = Encoded.recordWith("[\"null\",\"string\"]");

        Struct struct = Encoded.converted(Shape.AVRO, new GenericData.Record(schema));

        assertThat(struct.schema().field("f").schema().isOptional()).isTrue();
        assertThat(struct.get("f")).isNull();
    }

    @Test
    void aFieldThatIsAlwaysNullIsNull() {
        Schema schema = Encoded.recordWith("\"null\"");

        assertThat(Encoded.converted(Shape.AVRO, new GenericData.Record(schema)).get("f")).isNull();
        assertThat(Encoded.converted(Shape.COLUMNS, new GenericData.Record(schema)).get("f"))
                .isNull();
    }

    @Test
    void aRecordWithinItselfIsAnError() {
        Schema schema =
                Encoded.recordWith(
                        "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");

        assertThatThrownBy(() -> Types.form(schema))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("x.Node contains itself");
    }
}
