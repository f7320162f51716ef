package dev.sluice.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.PostedLine;
import dev.sluice.testing.Samples;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures: a letter a line, big ones with another amount. */
class EntryMatchTest {

    private static EntryMatch match(String audited, String found, String auditedLater) {
        EntryMatch match = new EntryMatch("chain");
        entries(audited).forEach(match::audited);
        entries(found).forEach(match::found);
        entries(auditedLater).forEach(match::auditedLater);
        return match;
    }

    private static List<PostedEntry> entries(String picture) {
        return picture.chars()
                .mapToObj(letter ->
                        new PostedEntry(
                                Samples.requestId(Character.toLowerCase(letter)),
                                1,
                                new PostedLine(1, "ACTUAL", Character.isUpperCase(letter) ? 9 : 5)))
                .toList();
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of("nothing at all", "", "", "", "none"),
                Arguments.of("equal", "abc", "abc", "", "none"),
                Arguments.of("written meanwhile", "abc", "abcde", "de", "none"),
                Arguments.of("still being written", "abc", "abcd", "def", "none"),
                Arguments.of("all of it later", "", "abc", "abc", "none"),
                Arguments.of("line deleted", "abc", "ac", "", "ENTRY_MISSING"),
                Arguments.of("tail of the ledger cut off", "abc", "ab", "", "ENTRY_MISSING"),
                Arguments.of("deleted and filled up", "abc", "acd", "d", "ENTRIES_DIFFER"),
                Arguments.of("amount altered", "abc", "aBc", "", "ENTRIES_DIFFER"),
                Arguments.of("amount altered later", "abc", "abcD", "d", "ENTRIES_DIFFER"),
                Arguments.of("swapped", "abc", "bac", "", "ENTRIES_DIFFER"),
                Arguments.of("line invented", "abc", "abcx", "", "ENTRY_NOT_AUDITED"),
                Arguments.of("tail of the log cut off", "a", "abc", "", "ENTRY_NOT_AUDITED"),
                Arguments.of("chain of nothing", "", "a", "", "ENTRY_NOT_AUDITED"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("rows")
    void linesAreComparedOneByOne(
            String name, String audited, String found, String later, String expected) {
        String kind =
                match(audited, found, later)
                        .fault()
                        .map(fault -> fault.kind().name())
                        .orElse("none");
        assertThat(kind).as(name).isEqualTo(expected);
    }

    @Test
    void auditedAmountsAddUpWheneverTheyWereAudited() {
        EntryMatch match = match("abc", "abcd", "d");
        assertThat(match.auditedPicos()).isEqualTo(BigInteger.valueOf(20));
        assertThat(match.entries()).isEqualTo(4);
    }
}
