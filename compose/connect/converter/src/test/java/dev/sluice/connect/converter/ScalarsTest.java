package dev.sluice.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connect.converter.ConverterConfig.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect's times are of that type
class ScalarsTest {

    private static final long NOON = Instant.parse("2026-11-20T12:00:00.123Z").toEpochMilli();

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("\"string\"", "grüße", Schema.STRING_SCHEMA, "grüße"),
                Arguments.of("\"int\"", -7, Schema.INT32_SCHEMA, -7),
                Arguments.of("\"long\"", Long.MIN_VALUE, Schema.INT64_SCHEMA, Long.MIN_VALUE),
                Arguments.of("\"float\"", 1.5f, Schema.FLOAT32_SCHEMA, 1.5f),
                Arguments.of("\"double\"", -0.1, Schema.FLOAT64_SCHEMA, -0.1),
                Arguments.of("\"boolean\"", true, Schema.BOOLEAN_SCHEMA, true));
    }

    static Stream<Arguments> timesAndIds() {
        return Stream.of(
                Arguments.of(
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
                        NOON,
                        Timestamp.SCHEMA,
                        new Date(NOON)),
                Arguments.of(
                        "{\"type\":\"int\",\"logicalType\":\"date\"}",
                        -1,
                        org.apache.kafka.connect.data.Date.SCHEMA,
                        Date.from(Instant.parse("1969-12-31T00:00:00Z"))),
                Arguments.of(
                        "{\"type\":\"int\",\"logicalType\":\"time-millis\"}",
                        1_500,
                        Time.SCHEMA,
                        new Date(1_500)),
                // Connect has milliseconds: finer times stay numbers, or they would lose digits.
                Arguments.of(
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}",
                        NOON * 1_000 + 7,
                        Schema.INT64_SCHEMA,
                        NOON * 1_000 + 7),
                Arguments.of(
                        "{\"type\":\"long\",\"logicalType\":\"time-micros\"}",
                        5L,
                        Schema.INT64_SCHEMA,
                        5L),
                Arguments.of(
                        "{\"type\":\"long\",\"logicalType\":\"local-timestamp-millis\"}",
                        NOON,
                        Schema.INT64_SCHEMA,
                        NOON),
                Arguments.of(
                        "{\"type\":\"string\",\"logicalType\":\"uuid\"}",
                        "7d444840-9dc0-11d1-b245-5ffdce74fad2",
                        Schema.STRING_SCHEMA,
                        "7d444840-9dc0-11d1-b245-5ffdce74fad2"));
    }

    @ParameterizedTest
    @MethodSource({"types", "timesAndIds"})
    void aTypeBecomesTheOneThatHoldsAllOfIt(
            String type, Object written, Schema expectedSchema, Object expected) {
        Struct row =
                Encoded.converted(Shape.COLUMNS, Encoded.record(Encoded.recordWith(type), written));

        assertThat(row.schema().field("f").schema()).isEqualTo(expectedSchema);
        assertThat(row.get("f")).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void anEnumIsItsSymbolInBothShapes(Shape shape) {
        var schema =
                Encoded.recordWith("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}");

        Struct row =
                Encoded.converted(
                        shape,
                        Encoded.record(
                                schema,
                                new GenericData.EnumSymbol(schema.getField("f").schema(), "B")));

        assertThat(row.schema().field("f").schema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(row.get("f")).isEqualTo("B");
    }

    static Stream<Arguments> money() {
        return Stream.of(
                Arguments.of("123.000000000001"),
                Arguments.of("-0.000000000001"),
                Arguments.of("0.000000000000"),
                Arguments.of("99999999999999999999999999.999999999999"));
    }

    @ParameterizedTest
    @MethodSource("money")
    void aDecimalKeepsAllItsDigits(String usd) {
        BigDecimal written = new BigDecimal(usd);
        var schema =
                Encoded.recordWith(
                        "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":38,\"scale\":12}");

        Struct row =
                Encoded.converted(
                        Shape.COLUMNS,
                        Encoded.record(
                                schema, ByteBuffer.wrap(written.unscaledValue().toByteArray())));

        Field field = row.schema().field("f");
        assertThat(field.schema().name()).isEqualTo(Decimal.LOGICAL_NAME);
        assertThat(field.schema().parameters())
                .containsEntry("scale", "12")
                .containsEntry("connect.decimal.precision", "38");
        assertThat(row.get("f")).isEqualTo(written);
    }

    @Test
    void aDecimalInFixedBytesIsTheSame() {
        var schema =
                Encoded.recordWith(
                        "{\"type\":\"fixed\",\"name\":\"D\",\"size\":4,\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}");
        byte[] bytes = {0, 0, 1, 0};

        Struct row =
                Encoded.converted(
                        Shape.COLUMNS,
                        Encoded.record(
                                schema,
                                new GenericData.Fixed(schema.getField("f").schema(), bytes)));

        assertThat(row.get("f")).isEqualTo(new BigDecimal(BigInteger.valueOf(256), 2));
    }

    @Test
    void bytesAreCopiedAndTheirBufferStaysAsItIs() {
        ByteBuffer written = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);

        assertThat(Scalars.bytes(written)).containsExactly(1, 2);
        assertThat(Scalars.bytes(written)).containsExactly(1, 2);
    }

    @Test
    void bytesAndFixedBytesAreBytes() {
        Struct bytes =
                Encoded.converted(
                        Shape.COLUMNS,
                        Encoded.record(
                                Encoded.recordWith("\"bytes\""),
                                ByteBuffer.wrap(new byte[] {0, -1})));
        var fixed = Encoded.recordWith("{\"type\":\"fixed\",\"name\":\"H\",\"size\":2}");
        Struct hash =
                Encoded.converted(
                        Shape.COLUMNS,
                        Encoded.record(
                                fixed,
                                new GenericData.Fixed(
                                        fixed.getField("f").schema(), new byte[] {3, 4})));

        assertThat(bytes.getBytes("f")).containsExactly(0, -1);
        assertThat(hash.getBytes("f")).containsExactly(3, 4);
        assertThat(hash.schema().field("f").schema()).isEqualTo(Schema.BYTES_SCHEMA);
    }
}
