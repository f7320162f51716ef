package dev.sluice.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corners of the canonical bytes: what has the same bytes for ever, and what is refused. */
final class CanonicalEdgesTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0,                    0000000000000000",
        "1,                    0000000000000001",
        "-1,                   ffffffffffffffff",
        "9223372036854775807,  7fffffffffffffff",
        "-9223372036854775808, 8000000000000000",
    })
    void aNumberIsEightBytes(long number, String bytes) {
        byte[] written = untagged().number(CanonicalField.ATTEMPT, number).bytes();
        assertThat(HexFormat.of().formatHex(written)).isEqualTo("00020200000008" + bytes);
        assertThat(fields("", written).number(CanonicalField.ATTEMPT)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "ä", "žluťoučký kůň", "🐎", "\u0000", "a\nb", "e\u0301"})
    void aTextIsItsUtf8AndNothingIsNormalised(String text) {
        byte[] written = untagged().text(CanonicalField.REQUEST_ID, text).bytes();
        assertThat(fields("t", written).text(CanonicalField.REQUEST_ID)).isEqualTo(text);
    }

    @Test
    void textsThatLookTheSameHaveBytesOfTheirOwn() {
        assertThat(untagged().text(CanonicalField.MODEL, "e\u0301").bytes())
                .isNotEqualTo(untagged().text(CanonicalField.MODEL, "\u00e9").bytes());
    }

    @Test
    void whatIsAbsentIsNotWrittenAndWhatIsEmptyIs() {
        assertThat(untagged().text(CanonicalField.STEP, Optional.empty()).bytes()).isEmpty();
        assertThat(untagged().text(CanonicalField.STEP, "").bytes()).hasSize(7);
        assertThat(untagged().texts(CanonicalField.LIMITS, List.of()).bytes()).hasSize(7);
        assertThat(untagged().records(CanonicalField.POSTED, List.of()).bytes()).hasSize(7);
    }

    @Test
    void textsInAListCannotBeSplitOtherwise() {
        assertThat(limits("ab", "c"))
                .isNotEqualTo(limits("a", "bc"))
                .isNotEqualTo(limits("abc"))
                .isNotEqualTo(limits("abc", ""));
        assertThat(limits("a", "b")).isNotEqualTo(limits("b", "a"));
    }

    @Test
    void aFieldIsWrittenOnceAndAsItsTypeOnly() {
        CanonicalWriter once = untagged().text(CanonicalField.MODEL, "m");
        assertThatThrownBy(() -> once.text(CanonicalField.MODEL, "m"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> untagged().number(CanonicalField.MODEL, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> untagged().text(CanonicalField.ATTEMPT, "1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fieldsOfALaterVersionAreKeptOutOfTheWay() {
        byte[] known = untagged().text(CanonicalField.REQUEST_ID, "r").bytes();
        byte[] later = concat(known, hex("7fff" + "09" + "00000002" + "abcd"));
        assertThat(fields("t", later).text(CanonicalField.REQUEST_ID)).isEqualTo("r");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "0001,                                 half a head",
        "00010100000001,                       no value",
        "0001010000000261,                     a value that is cut off",
        "000101ffffffff,                       a length below zero",
        "0001017fffffff61,                     a length beyond everything",
        "00000100000000,                       a field of number 0",
        "00010100000000000101 00000000,        a field twice",
        "00020200000008000000000000000100010100000000, fields that go back",
        "00010100000000ff,                     a byte left over",
    })
    void whatIsNotCanonicalIsRefused(String bytes, String why) {
        byte[] body = hex(bytes.replace(" ", ""));
        assertThatThrownBy(() -> fields("t", body))
                .as(why)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "0002020000000400000001,     four bytes for a number",
        "0002020000000a00000000000000000001, ten bytes for a number",
        "00020100000008 0000000000000001,    a number that says it is text",
        "00020200000008 0000000080000000,    a number beyond an int",
        "00020200000008 ffffffff7fffffff,    a number below an int",
    })
    void aNumberOfAnotherShapeIsRefused(String bytes, String why) {
        CanonicalReader fields = fields("t", hex(bytes.replace(" ", "")));
        assertThatThrownBy(() -> fields.integer(CanonicalField.ATTEMPT))
                .as(why)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anElementThatIsNoRecordIsRefused() {
        CanonicalReader fields = fields("t", hex("00650400000006" + "01" + "00000001" + "61"));
        assertThatThrownBy(() -> fields.records(CanonicalField.POSTED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bytesAtRandomAreReadOrRefusedAndNothingElse(long seed) {
        Random random = new Random(seed);
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        for (int at = 0; at < noise.length; at++) {
            noise[at] = random.nextInt(3) == 0 ? noise[at] : (byte) random.nextInt(4);
        }
        try {
            AuditedEvent.read(ByteBuffer.wrap(noise));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static byte[] limits(String... limits) {
        return untagged().texts(CanonicalField.LIMITS, List.of(limits)).bytes();
    }

    private static CanonicalWriter untagged() {
        return CanonicalWriter.untagged();
    }

    private static CanonicalReader fields(String tag, byte[] body) {
        return CanonicalReader.fields(
                ByteBuffer.wrap(concat(CanonicalWriter.tagged(tag).bytes(), body)));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }
}
