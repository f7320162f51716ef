package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Limits of input, of output and of both, and that they are taken together or not at all. */
class TokenDirectionsTest {

    private static final Instant NOON = Samples.NOON;

    private static final List<String> KINDS =
            List.of(
                    "requests/1m",
                    "tokens/1h",
                    "input_tokens/1m",
                    "output_tokens/1m",
                    "concurrent",
                    "usd/1d",
                    "requests/1d@Europe/Berlin",
                    "tokens/1w@UTC",
                    "input_tokens/1M@Asia/Tokyo",
                    "output_tokens/1h@UTC",
                    "usd/1M@America/New_York");

    private final Owner owner = new Owner();

    /**
     * Each ten a minute, of which 6 of input and 3 of output are reserved: what of so much more.
     */
    @ParameterizedTest(name = "{0}: {1} in and {2} out more: {3}")
    @CsvSource({
        "input_tokens, 4, 10, Admit",
        "input_tokens, 5, 0, Park",
        "input_tokens, 11, 0, Refuse",
        "input_tokens, 0, 99, Admit",
        "output_tokens, 10, 7, Admit",
        "output_tokens, 0, 8, Park",
        "output_tokens, 0, 11, Refuse",
        "output_tokens, 99, 0, Admit",
        "tokens, 1, 0, Admit",
        "tokens, 0, 1, Admit",
        "tokens, 1, 1, Park",
        "tokens, 6, 5, Refuse",
    })
    void eachCountsItsDirection(String counted, long input, long output, String verdict) {
        List<QuotaLimit> limits = Owner.limits("acme " + counted + "/1m 10");
        assertThat(owner.admit(limits, new Need(1, 6, 3, 0), NOON)).isPresent();
        assertThat(owner.decide(limits, new Need(1, input, output, 0), NOON))
                .extracting(it -> it.getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    /** 6 of input and 3 of output are reserved; the provider counts others. */
    @ParameterizedTest(name = "{0} in and {1} out used: {2} in, {3} out, {4} together")
    @CsvSource({
        "6, 3, 6, 3, 9",
        "2, 1, 2, 1, 3",
        "9, 0, 9, 0, 9",
        "0, 0, 0, 0, 0",
        "2, 20, 2, 20, 22",
    })
    void eachIsSettledAtWhatTheProviderCounted(
            long in, long out, long input, long output, long both) {
        List<QuotaLimit> limits =
                Owner.limits(
                        "acme input_tokens/1m 10", "acme output_tokens/1m 10", "acme tokens/1m 20");
        Hold hold = owner.admit(limits, new Need(1, 6, 3, 0), NOON).orElseThrow();
        owner.settle(hold, new Actual(in, out, 0), NOON);
        assertThat(limits.stream().map(it -> owner.used(it.path(), NOON)))
                .containsExactly(input, output, both);
    }

    @Test
    void anUnknownEndIsChargedAtTheReservationAndCorrected() {
        List<QuotaLimit> limits =
                Owner.limits("acme input_tokens/1m 10", "acme output_tokens/1m 10");
        Hold hold = owner.admit(limits, new Need(1, 6, 3, 0), NOON).orElseThrow();
        assertThat(Settlement.atBound(hold)).isEqualTo(new Actual(6, 3, 0));
        owner.uses.putAll(Settlement.settleAtBound(hold, owner::use, NOON));
        owner.uses.putAll(Settlement.correct(hold, new Actual(2, 5, 0), owner::use, NOON));
        assertThat(limits.stream().map(it -> owner.used(it.path(), NOON))).containsExactly(2L, 5L);
    }

    @Test
    void aReleaseGivesBothBack() {
        List<QuotaLimit> limits =
                Owner.limits("acme input_tokens/1m 10", "acme output_tokens/1d@UTC 10");
        Hold hold = owner.admit(limits, new Need(1, 6, 3, 0), NOON).orElseThrow();
        owner.release(hold, NOON.plusSeconds(1));
        assertThat(owner.uses.values()).allMatch(use -> use.total() == 0);
    }

    @Test
    void theRefusalSaysWhichDirection() {
        List<QuotaLimit> limits = Owner.limits("acme/t output_tokens/1m 10");
        Quota.Verdict.Refuse refuse =
                (Quota.Verdict.Refuse) owner.decide(limits, new Need(1, 1, 11, 0), NOON);
        assertThat(refuse.refusal().path()).hasToString("acme/t output_tokens/1m");
        assertThat(refuse.refusal().needed()).isEqualTo(11);
        assertThat(refuse.refusal().allowed()).isEqualTo(10);
    }

    /** Every kind of limit, all but one with room: that one is in the way, and nothing is used. */
    @ParameterizedTest(name = "{0}")
    @FieldSource("KINDS")
    void aRefusedRequestUsesUpNothingAtAnyOfThem(String full) {
        List<QuotaLimit> limits =
                Owner.limits(
                        KINDS.stream()
                                .map(name -> "acme " + name + (name.equals(full) ? " 1" : " 100"))
                                .toArray(String[]::new));
        LimitPath tight = LimitPath.parse("acme " + full);
        long one = tight.counted() == LimitPath.Counted.TOKENS ? 0 : 1;
        Need first = new Need(1, one, 1, 1);
        assertThat(owner.admit(limits, first, NOON)).isPresent();
        Map<LimitPath, LimitUse> before = Map.copyOf(owner.uses);
        Quota.Verdict second = owner.decide(limits, first, NOON.plusSeconds(1));
        assertThat(second).isNotInstanceOf(Quota.Verdict.Admit.class);
        assertThat(owner.uses).isEqualTo(before);
        Quota.Verdict tooLarge = owner.decide(limits, new Need(1, 101, 1, 1), NOON.plusSeconds(1));
        assertThat(tooLarge).isInstanceOf(Quota.Verdict.Refuse.class);
        assertThat(owner.uses).isEqualTo(before);
    }
}
