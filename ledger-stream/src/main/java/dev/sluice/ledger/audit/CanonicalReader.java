package dev.sluice.ledger.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads canonical bytes strictly: ascending ids, exact lengths, nothing left over. Fields that this
 * version does not know are kept out of the way, not refused. Every failure is an {@link
 * IllegalArgumentException}.
 */
final class CanonicalReader {

    private record Value(int type, ByteBuffer bytes) {}

    private final Map<Integer, Value> values = new HashMap<>();

    private CanonicalReader(ByteBuffer fields) {
        int lastId = 0;
        while (fields.hasRemaining()) {
            int id = Short.toUnsignedInt(need(fields, Short.BYTES).getShort());
            if (id <= lastId) {
                throw new IllegalArgumentException("field " + id + " after field " + lastId);
            }
            lastId = id;
            values.put(id, element(fields));
        }
    }

    /** The fields behind the tag. */
    static CanonicalReader fields(ByteBuffer canonical) {
        ByteBuffer bytes = canonical.duplicate();
        tagOf(bytes);
        return new CanonicalReader(bytes);
    }

    static String tag(ByteBuffer canonical) {
        return tagOf(canonical.duplicate());
    }

    private static String tagOf(ByteBuffer bytes) {
        int length = Short.toUnsignedInt(need(bytes, Short.BYTES).getShort());
        return utf8(need(bytes, length));
    }

    String text(CanonicalField field) {
        return value(field)
                .map(CanonicalReader::utf8)
                .orElseThrow(() -> new IllegalArgumentException("no field " + field));
    }

    long number(CanonicalField field) {
        ByteBuffer bytes =
                value(field).orElseThrow(() -> new IllegalArgumentException("no field " + field));
        if (bytes.remaining() != Long.BYTES) {
            throw new IllegalArgumentException(field + " has not eight bytes");
        }
        return bytes.getLong();
    }

    int integer(CanonicalField field) {
        long number = number(field);
        if (number != (int) number) {
            throw new IllegalArgumentException(field + " is out of range");
        }
        return (int) number;
    }

    /** Empty where the field is absent. */
    List<CanonicalReader> records(CanonicalField field) {
        List<CanonicalReader> records = new ArrayList<>();
        value(field)
                .ifPresent(list -> {
                    while (list.hasRemaining()) {
                        records.add(record(element(list)));
                    }
                });
        return records;
    }

    private static CanonicalReader record(Value element) {
        if (element.type() != CanonicalType.RECORD.code) {
            throw new IllegalArgumentException("an element is not a record");
        }
        return new CanonicalReader(element.bytes());
    }

    private Optional<ByteBuffer> value(CanonicalField field) {
        Optional<Value> value = Optional.ofNullable(values.get(field.id));
        if (value.isPresent() && value.get().type() != field.type.code) {
            throw new IllegalArgumentException(field + " has type " + value.get().type());
        }
        return value.map(found -> found.bytes().duplicate());
    }

    private static Value element(ByteBuffer from) {
        int type = Byte.toUnsignedInt(need(from, Byte.BYTES).get());
        int length = need(from, Integer.BYTES).getInt();
        return new Value(type, need(from, length));
    }

    /** The next {@code length} bytes, as a buffer of their own. */
    private static ByteBuffer need(ByteBuffer from, int length) {
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException(
                    "cut off: " + from.remaining() + " bytes where " + length + " should be");
        }
        ByteBuffer slice = from.slice(from.position(), length);
        from.position(from.position() + length);
        return slice;
    }

    private static String utf8(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
