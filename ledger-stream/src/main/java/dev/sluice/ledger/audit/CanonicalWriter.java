package dev.sluice.ledger.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes canonical bytes: {@code len u16 | tag}, then the fields that are present, by ascending id,
 * each {@code id u16 | type u8 | len u32 | bytes}; all integers big-endian. So the same facts have
 * the same bytes for ever, in any language. Not JSON (floats, key order), not Avro (blocks of
 * arrays may be split freely).
 */
final class CanonicalWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private int lastId = 0;

    private CanonicalWriter() {}

    static CanonicalWriter tagged(String tag) {
        CanonicalWriter writer = new CanonicalWriter();
        byte[] bytes = utf8(tag);
        writer.u16(bytes.length);
        writer.out.writeBytes(bytes);
        return writer;
    }

    /** For a record inside a list. */
    static CanonicalWriter untagged() {
        return new CanonicalWriter();
    }

    CanonicalWriter text(CanonicalField field, String value) {
        return field(field, CanonicalType.TEXT, utf8(value));
    }

    CanonicalWriter text(CanonicalField field, Optional<String> value) {
        value.ifPresent(present -> text(field, present));
        return this;
    }

    CanonicalWriter name(CanonicalField field, Optional<? extends Enum<?>> value) {
        value.ifPresent(present -> text(field, present.name()));
        return this;
    }

    CanonicalWriter number(CanonicalField field, long value) {
        return field(
                field,
                CanonicalType.NUMBER,
                ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    CanonicalWriter number(CanonicalField field, Optional<? extends Number> value) {
        value.ifPresent(present -> number(field, present.longValue()));
        return this;
    }

    CanonicalWriter texts(CanonicalField field, List<String> values) {
        CanonicalWriter list = new CanonicalWriter();
        values.forEach(value -> list.element(CanonicalType.TEXT, utf8(value)));
        return field(field, CanonicalType.LIST, list.bytes());
    }

    CanonicalWriter records(CanonicalField field, List<CanonicalWriter> values) {
        CanonicalWriter list = new CanonicalWriter();
        values.forEach(value -> list.element(CanonicalType.RECORD, value.bytes()));
        return field(field, CanonicalType.LIST, list.bytes());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private CanonicalWriter field(CanonicalField field, CanonicalType type, byte[] value) {
        if (field.type != type || field.id <= lastId) {
            throw new IllegalStateException(field + " as " + type + " after field " + lastId);
        }
        lastId = field.id;
        u16(field.id);
        element(type, value);
        return this;
    }

    private void element(CanonicalType type, byte[] value) {
        out.write(type.code);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
        out.writeBytes(value);
    }

    private void u16(int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
