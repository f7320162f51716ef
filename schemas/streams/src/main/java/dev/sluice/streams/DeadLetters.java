package dev.sluice.streams;

import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes dead letters of records that a stage could not take: as they were, and why. */
public final class DeadLetters {

    private static final int DETAIL_CHARS_MAX = 500;

    /**
     * A record that is as large as its topic allows has no room for what a dead letter adds: one
     * that could not be written would stop the task, again and again.
     */
    private static final long KEPT_BYTES_MAX = Topic.RECORD_BYTES_MAX - 256 * 1024;

    private final String stage;

    /**
     * @param stage name of the stage, such as {@code admission}
     */
    public DeadLetters(String stage) {
        this.stage = stage;
    }

    /**
     * @param reason a constant word, such as {@code undecodable}
     * @param detail for a person; cut off after 500 characters
     */
    public DeadLetter of(
            RecordMetadata position,
            Record<byte @Nullable [], byte @Nullable []> record,
            String reason,
            String detail,
            Optional<String> requestId,
            Instant now) {
        boolean fits = bytesOf(record) <= KEPT_BYTES_MAX;
        return DeadLetter.newBuilder()
                .setStage(stage)
                .setTopic(position.topic())
                .setPartition(position.partition())
                .setOffset(position.offset())
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .setReason(reason)
                .setDetail(cut(fits ? detail : "too large to be kept: " + detail))
                .setRequestId(requestId.orElse(null))
                .setHeaders(fits ? fields(record.headers()) : List.of())
                .setKey(fits ? wrap(record.key()) : null)
                .setValue(fits ? wrap(record.value()) : null)
                .setAt(now)
                .build();
    }

    /** Headers in the form in which records of Sluice carry them. */
    public static List<HeaderField> fields(Headers headers) {
        List<HeaderField> fields = new ArrayList<>();
        for (Header header : headers) {
            fields.add(new HeaderField(header.key(), wrap(header.value())));
        }
        return fields;
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static long bytesOf(Record<byte @Nullable [], byte @Nullable []> record) {
        long bytes =
                2 * length(record.key()) + length(record.value()); // the letter has its key too
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String cut(String detail) {
        return detail.length() <= DETAIL_CHARS_MAX ? detail : detail.substring(0, DETAIL_CHARS_MAX);
    }
}
