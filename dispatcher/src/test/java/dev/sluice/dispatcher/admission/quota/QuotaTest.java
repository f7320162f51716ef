package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.VirtualKeys;
import dev.sluice.config.Window;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Instant NOON = Samples.NOON;

    private final Map<LimitPath, LimitUse> uses = new HashMap<>();

    private LimitUse use(LimitPath path) {
        return uses.getOrDefault(path, LimitUse.NONE);
    }

    private Quota.Verdict decide(List<QuotaLimit> limits, Need need, Instant now) {
        Quota.Verdict verdict =
                Quota.decide(limits, need, CustomerConfig.OnBudget.REFUSE, this::use, now);
        if (verdict instanceof Quota.Verdict.Admit(_, var after)) {
            uses.putAll(after);
        }
        return verdict;
    }

    private Hold admitted(List<QuotaLimit> limits, Need need, Instant now) {
        return ((Quota.Verdict.Admit) decide(limits, need, now)).hold();
    }

    private static List<QuotaLimit> ofKey(Limit... limits) {
        return limits(List.of(), List.of(), List.of(limits));
    }

    private static List<QuotaLimit> limits(
            List<Limit> ofCustomer, List<Limit> ofTeam, List<Limit> ofKey) {
        CustomerConfig.VirtualKey key =
                new CustomerConfig.VirtualKey("demo", Samples.SECRET_SHA256, Set.of(), ofKey);
        CustomerConfig.Team team = new CustomerConfig.Team("research", ofTeam, List.of(key));
        CustomerConfig customer = new CustomerConfig("acme", 1, ofCustomer, List.of(team));
        return QuotaLimit.of(new VirtualKeys.Entry(customer, team, key));
    }

    private static Limit requests(long count) {
        return new Limit.Requests(count, MINUTE, OptionalLong.empty());
    }

    private static Limit tokens(long count) {
        return new Limit.Tokens(count, MINUTE, OptionalLong.empty());
    }

    private static Limit usd(long picos) {
        return new Limit.Usd(picos, MINUTE);
    }

    @Test
    void everyLevelHasItsLimitsUnderItsOwnPath() {
        assertThat(
                        limits(
                                List.of(usd(1)),
                                List.of(tokens(1)),
                                List.of(requests(1), new Limit.Concurrent(1))))
                .extracting(limit -> limit.path().text())
                .containsExactly(
                        "acme/research/demo requests/1m",
                        "acme/research/demo concurrent",
                        "acme/research tokens/1m",
                        "acme usd/1m");
    }

    @Test
    void whatDoesNotFitOneLimitTakesNothingFromTheOthers() {
        List<QuotaLimit> limits =
                limits(List.of(new Limit.Concurrent(1)), List.of(), List.of(requests(10)));
        decide(limits, new Need(1, 10, 0, 0), NOON);
        Map<LimitPath, LimitUse> before = Map.copyOf(uses);
        assertThat(decide(limits, new Need(1, 10, 0, 0), NOON))
                .isInstanceOf(Quota.Verdict.Park.class);
        assertThat(uses).isEqualTo(before);
    }

    /** A limit of 10 with 6 used: what comes of so much more. */
    @ParameterizedTest(name = "{0} more: {1}")
    @CsvSource({"4, Admit", "5, Park", "10, Park", "11, Refuse"})
    void aRateParksAndOnlyTheImpossibleIsRefused(long amount, String verdict) {
        List<QuotaLimit> limits = ofKey(tokens(10));
        decide(limits, new Need(1, 6, 0, 0), NOON);
        assertThat(decide(limits, new Need(1, amount, 0, 0), NOON).getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void aRateSaysWhenItsWindowAllows() {
        List<QuotaLimit> limits = ofKey(tokens(10));
        decide(limits, new Need(1, 6, 0, 0), NOON);
        decide(limits, new Need(1, 4, 0, 0), NOON.plusSeconds(10));
        Quota.Verdict.Park small =
                (Quota.Verdict.Park) decide(limits, new Need(1, 6, 0, 0), NOON.plusSeconds(20));
        assertThat(small.until()).contains(NOON.plusSeconds(61));
        Quota.Verdict.Park large =
                (Quota.Verdict.Park) decide(limits, new Need(1, 7, 0, 0), NOON.plusSeconds(20));
        assertThat(large.until()).contains(NOON.plusSeconds(71));
        assertThat(decide(limits, new Need(1, 6, 0, 0), NOON.plusSeconds(61)))
                .isInstanceOf(Quota.Verdict.Admit.class);
    }

    @Test
    void ofTwoLimitsInTheWayTheLongerOneIsWaitedFor() {
        List<QuotaLimit> limits = ofKey(requests(1), new Limit.Concurrent(1));
        decide(limits, new Need(1, 1, 0, 0), NOON);
        Quota.Verdict.Park park =
                (Quota.Verdict.Park) decide(limits, new Need(1, 1, 0, 0), NOON.plusSeconds(1));
        assertThat(park.path().counted()).isEqualTo(LimitPath.Counted.CONCURRENT);
        assertThat(park.until()).isEmpty();
    }

    @Test
    void aBudgetFullOfHoldsParksAndOneFullOfSpendRefuses() {
        List<QuotaLimit> limits = ofKey(usd(100));
        Hold hold = admitted(limits, new Need(1, 1, 0, 60), NOON);
        assertThat(decide(limits, new Need(1, 1, 0, 60), NOON))
                .isEqualTo(new Quota.Verdict.Park(limits.getFirst().path(), Optional.empty()));
        uses.putAll(Settlement.settle(hold, new Settlement.Actual(1, 0, 60), this::use, NOON));
        Quota.Verdict.Refuse refuse =
                (Quota.Verdict.Refuse) decide(limits, new Need(1, 1, 0, 60), NOON.plusSeconds(1));
        assertThat(refuse.refusal().resetAt()).contains(NOON.plusSeconds(61));
        assertThat(refuse.refusal().retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(refuse.refusal().used()).isEqualTo(60);
    }

    @Test
    void aRequestCountsOnceHoweverManyAttemptsItHas() {
        List<QuotaLimit> limits = ofKey(requests(1));
        decide(limits, new Need(1, 1, 0, 0), NOON);
        assertThat(decide(limits, new Need(0, 1, 0, 0), NOON))
                .isInstanceOf(Quota.Verdict.Admit.class);
    }

    /** 6 of 10 tokens reserved at noon; the call ends later with another number. */
    @ParameterizedTest(
            name = "{1} used, ended after {0} s: {2} at the end, {3} a minute after noon")
    @CsvSource({
        "10,  2, 2, 0",
        "10,  6, 6, 0",
        "10,  9, 9, 0",
        "90,  2, 0, 0", // the slot has left: nothing to give back
        "90,  9, 3, 3", // but what is over the reservation is charged to the present slot
    })
    void tokensAreSettledInTheSlotTheyWereReservedIn(
            int seconds, long actual, long atTheEnd, long later) {
        List<QuotaLimit> limits = ofKey(tokens(10));
        Hold hold = admitted(limits, new Need(1, 6, 0, 0), NOON);
        Instant end = NOON.plusSeconds(seconds);
        uses.putAll(Settlement.settle(hold, new Settlement.Actual(actual, 0, 0), this::use, end));
        LimitPath path = limits.getFirst().path();
        assertThat(use(path).total()).isEqualTo(atTheEnd);
        Instant afterwards = end.isAfter(NOON.plusSeconds(61)) ? end : NOON.plusSeconds(61);
        assertThat(use(path).advancedTo(path.slotAt(afterwards)).total()).isEqualTo(later);
    }

    @Test
    void moneyIsHeldLongerThanItsWindowAndThenChargedToThePresent() {
        List<QuotaLimit> limits = ofKey(usd(100));
        Hold hold = admitted(limits, new Need(1, 1, 0, 100), NOON);
        Instant later = NOON.plusSeconds(300);
        assertThat(decide(limits, new Need(1, 1, 0, 1), later))
                .isInstanceOf(Quota.Verdict.Park.class);
        uses.putAll(Settlement.settle(hold, new Settlement.Actual(1, 0, 40), this::use, later));
        LimitUse use = use(limits.getFirst().path());
        assertThat(use.total()).isEqualTo(40);
        assertThat(use.held()).isZero();
    }

    @Test
    void aReleaseGivesEverythingBack() {
        List<QuotaLimit> limits = ofKey(requests(1), tokens(10), new Limit.Concurrent(1), usd(100));
        Hold hold = admitted(limits, new Need(1, 10, 0, 100), NOON);
        uses.putAll(Settlement.release(hold, this::use, NOON.plusSeconds(5)));
        assertThat(uses.values()).allMatch(use -> use.total() == 0 && use.held() == 0);
    }

    @Test
    void aCorrectionPutsTheActualInThePlaceOfTheBound() {
        List<QuotaLimit> limits = ofKey(requests(1), tokens(10), new Limit.Concurrent(1), usd(100));
        Hold hold = admitted(limits, new Need(1, 10, 0, 100), NOON);
        uses.putAll(Settlement.settleAtBound(hold, this::use, NOON.plusSeconds(5)));
        uses.putAll(
                Settlement.correct(
                        hold, new Settlement.Actual(4, 0, 30), this::use, NOON.plusSeconds(9)));
        assertThat(limits.stream().map(limit -> use(limit.path()).total()))
                .containsExactly(1L, 4L, 0L, 30L);
        assertThat(uses.values()).allMatch(use -> use.held() == 0);
    }

    @Test
    void aRefusalInPlaceOfParkingNamesALimitEvenIfItIsNoMore() {
        LimitPath gone = LimitPath.parse("acme requests/1h");
        Refusal refusal =
                Quota.refusalOf(
                        new Quota.Verdict.Park(gone, Optional.empty()),
                        List.of(),
                        new Need(1, 1, 0, 0),
                        this::use,
                        NOON);
        assertThat(refusal.path()).isEqualTo(gone);
        assertThat(refusal.never()).isFalse();
    }
}
