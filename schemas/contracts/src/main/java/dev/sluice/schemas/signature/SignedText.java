package dev.sluice.schemas.signature;

import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is signed of a record: lines of text, joined by line feeds, none at the end.
 *
 * <pre>
 * sluice-v1
 * the topic
 * when it was signed, in milliseconds since the epoch
 * the nonce
 * SHA-256 of the value's bytes in lower-case hex
 * name:value of each thing that stands beside these bytes, by name
 * </pre>
 *
 * Of a JSON line these are its record headers {@code idempotency-key} and {@code sluice-…}. Of a
 * record in Avro the hashed bytes are those of {@code body}, and the lines its other fields that
 * are not at their default. {@code traceparent} is left out of both: agents of tracing rewrite it
 * on the way, and nothing depends on it. No value has a line feed, and no name a colon, or two
 * records could have one text.
 */
public record SignedText(Signature.Stamp stamp, String text) {

    private static final String VERSION = "sluice-v1";
    private static final String PREFIX = "sluice-";
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");

    /**
     * Of a JSON line, or a cancel in JSON. Empty where a name or value cannot be signed.
     *
     * @param headers of the record; of two with one name the last one
     */
    public static Optional<SignedText> ofJson(
            Topic<?> topic, ByteBuffer value, Map<String, String> headers, Signature.Stamp stamp) {
        SortedMap<String, String> lines = new TreeMap<>();
        headers.forEach((name, text) -> {
            if (isSigned(name)) {
                lines.put(name, text);
            }
        });
        return of(topic, value, lines, stamp);
    }

    /** Of a record in Avro. Empty where a value cannot be signed. */
    public static Optional<SignedText> ofAvro(
            Topic<?> topic, SpecificRecord record, Signature.Stamp stamp) {
        ByteBuffer bytes = ByteBuffer.allocate(0);
        SortedMap<String, String> lines = new TreeMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value instanceof Body body) {
                bytes = body.getContent() instanceof ByteBuffer inline ? inline : bytes;
            } else if (isSigned(field, value)) {
                lines.put(field.name(), text(value));
            }
        }
        return of(topic, bytes, lines, stamp);
    }

    private static Optional<SignedText> of(
            Topic<?> topic,
            ByteBuffer value,
            SortedMap<String, String> lines,
            Signature.Stamp stamp) {
        StringBuilder text =
                new StringBuilder(VERSION)
                        .append('\n')
                        .append(topic.name())
                        .append('\n')
                        .append(stamp.at().toEpochMilli())
                        .append('\n')
                        .append(stamp.nonce())
                        .append('\n')
                        .append(sha256(value));
        for (Map.Entry<String, String> line : lines.entrySet()) {
            if (!NAME.matcher(line.getKey()).matches() || line.getValue().indexOf('\n') >= 0) {
                return Optional.empty();
            }
            text.append('\n').append(line.getKey()).append(':').append(line.getValue());
        }
        return Optional.of(new SignedText(stamp, text.toString()));
    }

    /** Everything that Sluice may ever read, so that nothing can be added on the way either. */
    private static boolean isSigned(String header) {
        return header.equals(IDEMPOTENCY_KEY)
                || (header.startsWith(PREFIX) && !header.equals(Signature.HEADER));
    }

    /** A field at its default says nothing: so that of two releases one may not know it yet. */
    private static boolean isSigned(Schema.Field field, Object value) {
        return !field.name().equals("signature")
                && !field.name().equals("traceparent")
                && value != null
                && !isDefault(field, value);
    }

    private static boolean isDefault(Schema.Field field, Object value) {
        return field.hasDefaultValue() && text(value).equals(String.valueOf(field.defaultVal()));
    }

    private static String text(Object value) {
        return switch (value) {
            case Instant instant -> Long.toString(instant.toEpochMilli());
            // As JSON, sorted by name: a map has no order of its own.
            case Map<?, ?> map -> {
                SortedMap<String, Object> sorted = new TreeMap<>();
                map.forEach((name, of) -> sorted.put(name.toString(), of));
                yield GenericData.get().toString(sorted);
            }
            default -> value.toString();
        };
    }

    private static String sha256(ByteBuffer value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(value.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
