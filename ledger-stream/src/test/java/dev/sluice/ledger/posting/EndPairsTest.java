package dev.sluice.ledger.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.PriceBook;
import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.posting.DedupeHorizon.Age;
import dev.sluice.ledger.pricing.Pricing;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of ends of one attempt, and what all longer rows have in common. A capital letter is
 * another end of the same kind: {@code a} answered, {@code r} refused, {@code n} not called, {@code
 * t} timed out, {@code u} unknown, {@code x} answered with a count that cannot be.
 */
final class EndPairsTest {

    private static final String ID = Samples.requestId(1);
    private static final String KINDS = "arntuxARNTUX";

    private static final Pricing PRICING =
            new Pricing(new PriceBook(List.of(Samples.price()), List.of()));

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource({
        // the same again
        "a, a, repeated,  none,              4500000",
        "r, r, repeated,  none,              0",
        "n, n, repeated,  none,              0",
        "t, t, repeated,  none,              63000000",
        "u, u, repeated,  none,              63000000",
        "x, x, repeated,  none,              63000000",
        // another real end: the first one stands
        "a, A, conflicting, different_end,   4500000",
        "a, r, conflicting, different_end,   4500000",
        "a, n, conflicting, different_end,   4500000",
        "a, t, conflicting, different_end,   4500000",
        "a, x, conflicting, different_end,   4500000",
        "r, R, conflicting, different_end,   0",
        "r, a, conflicting, different_end,   0",
        "r, n, conflicting, different_end,   0",
        "r, t, conflicting, different_end,   0",
        "r, x, conflicting, different_end,   0",
        "n, N, conflicting, different_end,   0",
        "n, a, conflicting, different_end,   0",
        "n, r, conflicting, different_end,   0",
        "n, t, conflicting, different_end,   0",
        "n, x, conflicting, different_end,   0",
        "t, T, conflicting, different_end,   63000000",
        "t, a, conflicting, different_end,   63000000",
        "t, r, conflicting, different_end,   63000000",
        "t, n, conflicting, different_end,   63000000",
        "t, x, conflicting, different_end,   63000000",
        "x, X, conflicting, different_end,   63000000",
        "x, a, conflicting, different_end,   63000000",
        "x, r, conflicting, different_end,   63000000",
        "x, t, conflicting, different_end,   63000000",
        // unknown after a real one is listed
        "a, u, conflicting, unknown_after_end, 4500000",
        "r, u, conflicting, unknown_after_end, 0",
        "n, u, conflicting, unknown_after_end, 0",
        "t, u, conflicting, unknown_after_end, 63000000",
        "x, u, conflicting, unknown_after_end, 63000000",
        // a real one after unknown corrects it
        "u, U, conflicting, second_unknown,  63000000",
        "u, a, corrected, none,              4500000",
        "u, r, corrected, none,              0",
        "u, n, corrected, none,              0",
        "u, t, corrected, none,              63000000",
        "u, x, corrected, unusable_usage,    63000000",
    })
    void aSecondEnd(char first, char second, String verdict, String reason, long charged) {
        List<Posting> postings = post(first + "" + second);
        Posting last = postings.getLast();
        assertThat(last.verdict().name()).isEqualToIgnoringCase(verdict);
        assertThat(last.conflict().map(LedgerConflict::getReason).orElse("none")).isEqualTo(reason);
        assertThat(sum(postings)).isEqualTo(charged);
    }

    @Test
    void ofAnyFourEndsAtMostOneChargeIsInForceAndItIsThatOfTheEndThatCounts() {
        every("", 4);
    }

    private static void every(String row, int longest) {
        if (!row.isEmpty()) {
            check(row);
        }
        if (row.length() < longest) {
            KINDS.chars().forEach(kind -> every(row + (char) kind, longest));
        }
    }

    private static void check(String row) {
        List<Posting> postings = post(row);
        List<LedgerEntry> entries =
                postings.stream().flatMap(posting -> posting.entries().stream()).toList();
        assertThat(sum(postings)).as(row).isEqualTo(charge(counts(row)));
        long inForce =
                entries.stream()
                        .mapToInt(entry -> entry.getKind() == EntryKind.REVERSAL ? -1 : 1)
                        .sum();
        assertThat(inForce).as(row).isBetween(0L, 1L);
        assertThat(entries.stream().map(LedgerEntry::getLine).toList())
                .as("lines of %s count from one", row)
                .isEqualTo(IntStream.rangeClosed(1, entries.size()).boxed().toList());
        assertThat(entries.size()).as(row).isLessThanOrEqualTo(3);
    }

    /** The first end, or the first real one where that told nothing. */
    private static char counts(String row) {
        boolean unknown = Character.toLowerCase(row.charAt(0)) == 'u';
        String real =
                row.chars()
                        .filter(kind -> Character.toLowerCase((char) kind) != 'u')
                        .mapToObj(kind -> String.valueOf((char) kind))
                        .collect(Collectors.joining());
        return unknown && !real.isEmpty() ? real.charAt(0) : row.charAt(0);
    }

    private static long charge(char kind) {
        return switch (Character.toLowerCase(kind)) {
            case 'a' -> Ends.ANSWERED_PICOS;
            case 'r', 'n' -> 0;
            default -> Ends.RESERVED;
        };
    }

    private static List<Posting> post(String row) {
        List<Posting> postings = new ArrayList<>();
        Optional<AttemptCharge> before = Optional.empty();
        for (int at = 0; at < row.length(); at++) {
            AttemptEnd end = end(row.charAt(at));
            ArrivedEnd arrived =
                    new ArrivedEnd(end, AuditedEvent.hash(end), Age.WITHIN, Samples.NOON);
            Posting posting = PostingRules.decide(before, arrived, PRICING.price(end));
            before = posting.after().or(copy(before));
            postings.add(posting);
        }
        return postings;
    }

    private static Supplier<Optional<AttemptCharge>> copy(Optional<AttemptCharge> known) {
        return () -> known;
    }

    private static AttemptEnd end(char kind) {
        AttemptEnd end =
                switch (Character.toLowerCase(kind)) {
                    case 'a' -> Ends.answered(ID);
                    case 'r' -> Ends.refused(ID);
                    case 'n' -> Ends.notCalled(ID);
                    case 't' -> Ends.timedOut(ID);
                    case 'u' -> Ends.unknown(ID);
                    default -> impossible();
                };
        return Character.isUpperCase(kind)
                ? AttemptEnd.newBuilder(end).setEndedAt(end.getEndedAt().plusSeconds(9)).build()
                : end;
    }

    private static AttemptEnd impossible() {
        return AttemptEnd.newBuilder(Ends.answered(ID))
                .setUsage(new TokenUsage(-1L, 5L, 0L, 0L))
                .build();
    }

    private static long sum(List<Posting> postings) {
        return postings.stream()
                .flatMap(posting -> posting.entries().stream())
                .mapToLong(LedgerEntry::getAmountPicos)
                .sum();
    }
}
