package dev.sluice.ledger.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.posting.DedupeHorizon.Age;
import dev.sluice.ledger.posting.Posting.Verdict;
import dev.sluice.ledger.pricing.Charge;
import dev.sluice.ledger.pricing.Charge.Actual;
import dev.sluice.ledger.pricing.Charge.Bound;
import dev.sluice.ledger.pricing.Charge.Cause;
import dev.sluice.ledger.pricing.Charge.None;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostingRulesTest {

    private static final String ID = Samples.requestId(1);
    private static final AttemptEnd ANSWERED = Ends.answered(ID);
    private static final AttemptEnd UNKNOWN = Ends.unknown(ID);
    private static final Charge ACTUAL = new Actual(Ends.ANSWERED_PICOS);
    private static final Charge BOUND = new Bound(Ends.RESERVED, Cause.NOT_KNOWN);
    private static final Charge FREE = new None();

    private static Posting decide(
            Optional<AttemptCharge> before, AttemptEnd end, Charge charge, Age age) {
        return PostingRules.decide(
                before, new ArrivedEnd(end, AuditedEvent.hash(end), age, Samples.NOON), charge);
    }

    private static Posting first(AttemptEnd end, Charge charge) {
        return decide(Optional.empty(), end, charge, Age.WITHIN);
    }

    private static Posting then(Posting before, AttemptEnd end, Charge charge) {
        return decide(before.after(), end, charge, Age.WITHIN);
    }

    private static AttemptEnd another(AttemptEnd end) {
        return AttemptEnd.newBuilder(end).setEndedAt(end.getEndedAt().plusSeconds(9)).build();
    }

    private static String reason(Posting posting) {
        return posting.conflict().map(LedgerConflict::getReason).orElse("none");
    }

    private static List<String> lines(Posting posting) {
        return posting.entries().stream()
                .map(entry ->
                        entry.getLine() + " " + entry.getKind() + " " + entry.getAmountPicos())
                .toList();
    }

    @Test
    void anAnswerIsOneLineWithEverythingThatADisputeNeeds() {
        Posting posting = first(ANSWERED, ACTUAL);
        assertThat(posting.verdict()).isEqualTo(Verdict.CHARGED);
        LedgerEntry entry = posting.entries().getFirst();
        assertThat(entry.getEntryId()).isEqualTo(ID + "/1/1");
        assertThat(entry.getKind()).isEqualTo(EntryKind.ACTUAL);
        assertThat(entry.getAmountPicos()).isEqualTo(4_500_000);
        assertThat(entry.getReservedPicos()).isEqualTo(Ends.RESERVED);
        assertThat(entry.getOvershootPicos()).isZero();
        assertThat(entry.getPriceId()).isEqualTo(Samples.price().id());
        assertThat(entry.getUsage()).isEqualTo(ANSWERED.getUsage());
        assertThat(entry.getOutcome()).isEqualTo("ANSWERED");
        assertThat(entry.getEventAt()).isEqualTo(ANSWERED.getEndedAt());
        assertThat(entry.getRecordedAt()).isEqualTo(Samples.NOON);
        assertThat(posting.conflict()).isEmpty();
    }

    @Test
    void whatAProviderBillsAboveTheReservationIsOvershoot() {
        Posting posting = first(ANSWERED, new Actual(Ends.RESERVED + 7));
        assertThat(posting.entries().getFirst().getOvershootPicos()).isEqualTo(7);
    }

    @Test
    void anEndThatCostNothingIsRememberedWithoutALine() {
        Posting posting = first(Ends.refused(ID), FREE);
        assertThat(posting.verdict()).isEqualTo(Verdict.FREE);
        assertThat(posting.entries()).isEmpty();
        assertThat(posting.after()).isPresent();
    }

    @Test
    void aTimeoutIsChargedAtItsBound() {
        assertThat(lines(first(Ends.timedOut(ID), BOUND))).containsExactly("1 UNKNOWN 63000000");
    }

    @Test
    void theSameEndAgainChangesNothing() {
        Posting posting = then(first(ANSWERED, ACTUAL), ANSWERED, ACTUAL);
        assertThat(posting)
                .isEqualTo(
                        new Posting(
                                Verdict.REPEATED, List.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    void anAnswerAfterUnknownTakesTheBoundBackAndChargesTheActual() {
        Posting posting = then(first(UNKNOWN, BOUND), ANSWERED, ACTUAL);
        assertThat(posting.verdict()).isEqualTo(Verdict.CORRECTED);
        assertThat(lines(posting)).containsExactly("2 REVERSAL -63000000", "3 ACTUAL 4500000");
        assertThat(posting.entries())
                .extracting(entry -> entry.getCorrects().orElseThrow())
                .containsOnly(ID + "/1/1");
        assertThat(posting.conflict()).isEmpty();
    }

    @Test
    void aReversalStandsInThePeriodOfWhatItTakesBack() {
        AttemptEnd dayLater =
                AttemptEnd.newBuilder(ANSWERED)
                        .setEndedAt(ANSWERED.getEndedAt().plusSeconds(86_400))
                        .build();
        Posting posting = then(first(UNKNOWN, BOUND), dayLater, ACTUAL);
        assertThat(posting.entries())
                .extracting(LedgerEntry::getEventAt)
                .containsExactly(UNKNOWN.getEndedAt(), dayLater.getEndedAt());
    }

    @Test
    void aFreeEndAfterUnknownOnlyTakesTheBoundBack() {
        Posting posting = then(first(UNKNOWN, BOUND), Ends.refused(ID), FREE);
        assertThat(lines(posting)).containsExactly("2 REVERSAL -63000000");
    }

    @Test
    void aTimeoutAfterUnknownStaysAtTheBoundOnce() {
        Posting posting = then(first(UNKNOWN, BOUND), Ends.timedOut(ID), BOUND);
        assertThat(lines(posting)).containsExactly("2 REVERSAL -63000000", "3 UNKNOWN 63000000");
    }

    @Test
    void aCorrectionIsMadeOnce() {
        Posting corrected = then(first(UNKNOWN, BOUND), ANSWERED, ACTUAL);
        Posting answerAgain = then(corrected, ANSWERED, ACTUAL);
        Posting unknownAgain = then(corrected, UNKNOWN, BOUND);
        assertThat(answerAgain.verdict()).isEqualTo(Verdict.REPEATED);
        assertThat(unknownAgain.verdict()).isEqualTo(Verdict.REPEATED);
    }

    @Test
    void unknownAfterARealEndIsListedAndNotCharged() {
        Posting posting = then(first(ANSWERED, ACTUAL), UNKNOWN, BOUND);
        assertThat(posting.verdict()).isEqualTo(Verdict.CONFLICTING);
        assertThat(posting.entries()).isEmpty();
        assertThat(reason(posting)).isEqualTo("unknown_after_end");
    }

    @Test
    void aSecondUnknownIsListedAndNotCharged() {
        assertThat(reason(then(first(UNKNOWN, BOUND), another(UNKNOWN), BOUND)))
                .isEqualTo("second_unknown");
    }

    @Test
    void anotherRealEndIsListedWithBothHashes() {
        Posting posting = then(first(ANSWERED, ACTUAL), another(ANSWERED), ACTUAL);
        LedgerConflict conflict = posting.conflict().orElseThrow();
        assertThat(conflict.getReason()).isEqualTo("different_end");
        assertThat(conflict.getFirstHash()).hasSize(64).isNotEqualTo(conflict.getSecondHash());
        assertThat(posting.entries()).isEmpty();
    }

    @Test
    void aConflictIsListedOnce() {
        Posting conflict = then(first(ANSWERED, ACTUAL), another(ANSWERED), ACTUAL);
        assertThat(then(conflict, another(ANSWERED), ACTUAL).verdict()).isEqualTo(Verdict.REPEATED);
    }

    @Test
    void aConflictDoesNotKeepAnUnknownFromBeingCorrected() {
        Posting conflict = then(first(UNKNOWN, BOUND), another(UNKNOWN), BOUND);
        assertThat(lines(then(conflict, ANSWERED, ACTUAL)))
                .containsExactly("2 REVERSAL -63000000", "3 ACTUAL 4500000");
    }

    @Test
    void endsAreRememberedUpToALimit() {
        Posting posting = first(ANSWERED, ACTUAL);
        AttemptEnd next = ANSWERED;
        for (int i = 0; i < 2 * PostingRules.ENDS_KEPT_MAX; i++) {
            next = another(next);
            posting = then(posting, next, ACTUAL);
        }
        assertThat(posting.after().orElseThrow().getEnds()).hasSize(PostingRules.ENDS_KEPT_MAX);
    }

    @Test
    void anEndBeyondTheHorizonIsListedAndNotCharged() {
        Posting posting = decide(Optional.empty(), ANSWERED, ACTUAL, Age.BEYOND);
        assertThat(posting.verdict()).isEqualTo(Verdict.LATE);
        assertThat(posting.entries()).isEmpty();
        assertThat(reason(posting)).isEqualTo("beyond_horizon");
    }

    @Test
    void anOldEndOfAnAttemptThatIsStillRememberedIsNotLate() {
        Posting posting = decide(first(UNKNOWN, BOUND).after(), ANSWERED, ACTUAL, Age.BEYOND);
        assertThat(posting.verdict()).isEqualTo(Verdict.CORRECTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"UNKNOWN_PRICE", "UNUSABLE_USAGE"})
    void aBoundThatShouldHaveBeenAnActualIsChargedAndListed(Cause cause) {
        Posting posting = first(ANSWERED, new Bound(Ends.RESERVED, cause));
        assertThat(lines(posting)).containsExactly("1 UNKNOWN 63000000");
        assertThat(reason(posting)).isEqualToIgnoringCase(cause.name());
    }
}
