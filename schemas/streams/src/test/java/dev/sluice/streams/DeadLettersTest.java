package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {

    private static final RecordMetadata POSITION =
            new RecordMetadata() {
                @Override
                public String topic() {
                    return "inference.requests";
                }

                @Override
                public int partition() {
                    return 3;
                }

                @Override
                public long offset() {
                    return 42;
                }
            };

    private static DeadLetter letter(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers, String detail) {
        return new DeadLetters("admission")
                .of(
                        POSITION,
                        new Record<>(key, value, Samples.NOON.toEpochMilli(), headers),
                        "undecodable",
                        detail,
                        Optional.of("id"),
                        Samples.NOON.plusSeconds(5));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLetterHasTheRecordAsItWasAndWhereItStood() {
        Headers headers = new RecordHeaders().add("h", bytes("1")).add("h", bytes("2"));
        DeadLetter letter = letter(bytes("k"), bytes("v"), headers, "why");
        assertThat(letter.getStage()).isEqualTo("admission");
        assertThat(letter.getTopic()).isEqualTo("inference.requests");
        assertThat(letter.getPartition()).isEqualTo(3);
        assertThat(letter.getOffset()).isEqualTo(42);
        assertThat(letter.getKey()).contains(ByteBuffer.wrap(bytes("k")));
        assertThat(letter.getValue()).contains(ByteBuffer.wrap(bytes("v")));
        assertThat(letter.getHeaders()).extracting("name").containsExactly("h", "h");
        assertThat(letter.getRecordedAt()).isEqualTo(Samples.NOON);
        assertThat(letter.getAt()).isEqualTo(Samples.NOON.plusSeconds(5));
        assertThat(letter.getReason()).isEqualTo("undecodable");
        assertThat(letter.getRequestId()).contains("id");
    }

    @Test
    void aRecordOfNothingHasALetterToo() {
        Headers headers = new RecordHeaders().add("empty", null);
        DeadLetter letter = letter(null, null, headers, "why");
        assertThat(letter.getKey()).isEmpty();
        assertThat(letter.getValue()).isEmpty();
        assertThat(letter.getHeaders().getFirst().getValue()).isEmpty();
    }

    /** In KiB below what a record may have; the key counts twice, as the letter has it too. */
    @ParameterizedTest(name = "key {0}, value {1}, header {2} KiB below the bound: kept {3}")
    @CsvSource({
        "0, 256, 0, true",
        "0, 255, 0, false",
        "1, 258, 0, true",
        "1, 257, 0, false",
        "0, 258, 1, true",
        "0, 256, 1, false",
    })
    void whatWouldNotFitIsLeftOut(int key, int below, int header, boolean kept) {
        byte[] value = new byte[Topic.RECORD_BYTES_MAX - below * 1024];
        Headers headers = new RecordHeaders();
        if (header > 0) {
            headers.add("h", new byte[header * 1024]);
        }
        DeadLetter letter = letter(new byte[key * 1024], value, headers, "why");
        assertThat(letter.getValue().isPresent()).isEqualTo(kept);
        assertThat(letter.getKey().isPresent()).isEqualTo(kept);
        assertThat(letter.getHeaders().isEmpty()).isEqualTo(!kept || header == 0);
        assertThat(letter.getDetail()).isEqualTo(kept ? "why" : "too large to be kept: why");
    }

    @Test
    void aDetailIsCut() {
        String detail = letter(null, null, new RecordHeaders(), "x".repeat(5_000)).getDetail();
        assertThat(detail).hasSize(500);
    }
}
