package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig.OnBudget;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several limits in the way of one request: which is named, and for how long. */
class ObstaclesTest {

    private static final Instant NOON = Samples.NOON;
    private static final Need ONE = new Need(1, 10, 0, 10);

    private final Owner owner = new Owner();

    private Quota.Verdict decide(
            List<QuotaLimit> limits, Need need, OnBudget onSpend, Instant now) {
        return Quota.decide(limits, need, onSpend, owner::use, now);
    }

    private static Refusal refusal(Quota.Verdict verdict) {
        return ((Quota.Verdict.Refuse) verdict).refusal();
    }

    private void spend(List<QuotaLimit> limits, Instant at) {
        Hold hold = owner.admit(limits, ONE, at).orElseThrow();
        owner.settle(hold, new Settlement.Actual(10, 0, 10), at);
    }

    @Test
    void whatNeverFitsIsNamedBeforeWhatTimeWouldHelp() {
        List<QuotaLimit> limits = Owner.limits("a/t/k usd/1m 15", "a tokens/1m 12");
        spend(limits, NOON);
        Refusal refusal = refusal(decide(limits, new Need(1, 13, 0, 10), OnBudget.REFUSE, NOON));
        assertThat(refusal.path()).hasToString("a tokens/1m");
        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.NEVER_FITS);
        assertThat(refusal.needed()).isEqualTo(13);
        assertThat(refusal.used()).as("what is used now, not what is needed").isEqualTo(10);
        assertThat(refusal.retryAfter()).isEmpty();
    }

    @Test
    void ofTwoBudgetsTheOneThatResetsLaterRefuses() {
        List<QuotaLimit> limits = Owner.limits("a/t/k usd/1m 15", "a usd/1h 15");
        spend(limits, NOON);
        Refusal refusal = refusal(decide(limits, ONE, OnBudget.REFUSE, NOON));
        assertThat(refusal.path()).hasToString("a usd/1h");
        assertThat(refusal.resetAt()).contains(NOON.plus(Duration.ofMinutes(61)));
    }

    @Test
    void aNextTryIsOfUseWhenNoneIsInTheWayAnyMore() {
        List<QuotaLimit> limits = Owner.limits("a/t/k usd/1m 15", "a requests/1h 1");
        spend(limits, NOON);
        Refusal refusal = refusal(decide(limits, ONE, OnBudget.REFUSE, NOON));
        assertThat(refusal.path()).hasToString("a/t/k usd/1m");
        assertThat(refusal.resetAt()).contains(NOON.plusSeconds(61));
        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(61));
        assertThat(refusal.basis()).isEqualTo(Refusal.Basis.WINDOW);
    }

    @Test
    void aBudgetThatMayBeWaitedForIsALimitLikeAnyOther() {
        List<QuotaLimit> limits = Owner.limits("a/t/k usd/1h 15", "a requests/1m 1");
        spend(limits, NOON);
        assertThat(decide(limits, ONE, OnBudget.PARK, NOON))
                .isEqualTo(
                        new Quota.Verdict.Park(
                                limits.getFirst().path(),
                                Optional.of(NOON.plus(Duration.ofMinutes(61)))));
        assertThat(decide(limits, ONE, OnBudget.PARK, NOON.plus(Duration.ofMinutes(61))))
                .isInstanceOf(Quota.Verdict.Admit.class);
    }

    @Test
    void heldAndUsedTogetherIsAnEstimateOfTheLonger() {
        List<QuotaLimit> limits = Owner.limits("a/t/k concurrent 1", "a requests/1m 1");
        assertThat(owner.admit(limits, ONE, NOON)).isPresent();
        Quota.Verdict.Park park =
                (Quota.Verdict.Park) decide(limits, ONE, OnBudget.REFUSE, NOON.plusSeconds(1));
        Refusal refusal = Quota.refusalOf(park, limits, ONE, owner::use, NOON.plusSeconds(1));
        assertThat(refusal.path()).hasToString("a/t/k concurrent");
        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.HELD);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(refusal.basis()).isEqualTo(Refusal.Basis.PACE);
        assertThat(refusal.resetAt()).isEmpty();
    }

    @Test
    void roomThatOthersWaitForIsNotFullAndSaysSo() {
        List<QuotaLimit> limits = Owner.limits("a requests/1m 5");
        owner.admit(limits, ONE, NOON);
        Quota.Verdict.Park behind =
                new Quota.Verdict.Park(limits.getFirst().path(), Optional.of(NOON.plusSeconds(30)));
        Refusal refusal = Quota.refusalOf(behind, limits, ONE, owner::use, NOON);
        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.WAITED_FOR);
        assertThat(refusal.used()).isEqualTo(1);
        assertThat(refusal.allowed()).isEqualTo(5);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(30));
        Refusal past = Quota.refusalOf(behind, limits, ONE, owner::use, NOON.plusSeconds(40));
        assertThat(past.resetAt()).as("a time that is over is none").isEmpty();
        assertThat(past.basis()).isEqualTo(Refusal.Basis.PACE);
    }
}
