package dev.sluice.streams;

import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.HeaderField;
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
        return DeadLetter.newBuilder()
                .setStage(stage)
                .setTopic(position.topic())
                .setPartition(position.partition())
                .setOffset(position.offset())
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .setReason(reason)
                .setDetail(cut(detail))
                .setRequestId(requestId.orElse(null))
                .setHeaders(fields(record.headers()))
                .setKey(wrap(record.key()))
                .setValue(wrap(record.value()))
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

    private static String cut(String detail) {
        return detail.length() <= DETAIL_CHARS_MAX ? detail : detail.substring(0, DETAIL_CHARS_MAX);
    }
}
