package dev.sluice.connect.converter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Avro's types with one value. Connect's times have milliseconds, so Avro's micro- and nanoseconds
 * stay the numbers that they are: nothing is cut off.
 */
@SuppressWarnings("JavaUtilDate") // Connect's times are of that type
final class Scalars {

    /** By this name sinks find how many digits a decimal has. */
    private static final String PRECISION = "connect.decimal.precision";

    private Scalars() {}

    static Type type(Schema avro) {
        @Nullable LogicalType logical = avro.getLogicalType();
        return switch (avro.getType()) {
            case STRING, ENUM -> new Type(SchemaBuilder::string, Object::toString);
            case BOOLEAN -> new Type(SchemaBuilder::bool, datum -> datum);
            case INT -> whole(logical);
            case LONG ->
                    logical instanceof LogicalTypes.TimestampMillis
                            ? new Type(Timestamp::builder, Scalars::instant)
                            : new Type(SchemaBuilder::int64, datum -> datum);
            case FLOAT -> new Type(SchemaBuilder::float32, datum -> datum);
            case DOUBLE -> new Type(SchemaBuilder::float64, datum -> datum);
            case BYTES, FIXED ->
                    logical instanceof LogicalTypes.Decimal decimal
                            ? decimal(decimal)
                            : new Type(SchemaBuilder::bytes, Scalars::bytes);
            case RECORD, ARRAY, MAP, UNION, NULL ->
                    throw new DataException(avro.getType() + " is no single value");
        };
    }

    private static Type whole(@Nullable LogicalType logical) {
        return switch (logical) {
            case LogicalTypes.Date _ ->
                    new Type(
                            Date::builder,
                            datum -> new java.util.Date(TimeUnit.DAYS.toMillis((Integer) datum)));
            case LogicalTypes.TimeMillis _ ->
                    new Type(Time::builder, datum -> new java.util.Date((Integer) datum));
            case null, default -> new Type(SchemaBuilder::int32, datum -> datum);
        };
    }

    private static Type decimal(LogicalTypes.Decimal decimal) {
        int scale = decimal.getScale();
        return new Type(
                () ->
                        Decimal.builder(scale)
                                .parameter(PRECISION, Integer.toString(decimal.getPrecision())),
                datum -> new BigDecimal(new BigInteger(bytes(datum)), scale));
    }

    private static java.util.Date instant(Object datum) {
        return new java.util.Date((Long) datum);
    }

    /** A copy: the datum may be a window on a buffer that is read on. */
    static byte[] bytes(Object datum) {
        if (datum instanceof GenericFixed fixed) {
            return fixed.bytes().clone();
        }
        ByteBuffer buffer = ((ByteBuffer) datum).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
