package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.schemas.record.RateStanding;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLeftTest {

    private static final Instant NOON = Samples.NOON;

    private final Owner owner = new Owner();

    private Optional<RateStanding> left(Counted counted, List<QuotaLimit> limits, Instant now) {
        return RateLeft.of(counted, limits, owner::use, now);
    }

    @Test
    void theLimitWithTheLeastLeftSpeaksForAll() {
        List<QuotaLimit> limits =
                Owner.limits(
                        "a/t/k requests/1m 9",
                        "a/t requests/1h 3",
                        "a requests/1d 8",
                        "a usd/1d 9");
        owner.admit(limits, new Need(1, 1, 0, 1), NOON);
        assertThat(left(Counted.REQUESTS, limits, NOON))
                .contains(
                        new RateStanding(
                                "a/t requests/1h", 3L, 2L, NOON.plus(Duration.ofMinutes(61))));
        assertThat(left(Counted.TOKENS, limits, NOON)).isEmpty();
    }

    @Test
    void allIsFreeWhenTheNewestHasLeft() {
        List<QuotaLimit> limits = Owner.limits("a tokens/1m 100");
        owner.admit(limits, new Need(1, 10, 0, 0), NOON);
        owner.admit(limits, new Need(1, 20, 0, 0), NOON.plusSeconds(30));
        assertThat(left(Counted.TOKENS, limits, NOON.plusSeconds(40)))
                .contains(new RateStanding("a tokens/1m", 100L, 70L, NOON.plusSeconds(91)));
        assertThat(left(Counted.TOKENS, limits, NOON.plusSeconds(61)))
                .as("the first has left")
                .contains(new RateStanding("a tokens/1m", 100L, 80L, NOON.plusSeconds(91)));
        Instant later = NOON.plusSeconds(200);
        assertThat(left(Counted.TOKENS, limits, later))
                .contains(new RateStanding("a tokens/1m", 100L, 100L, later));
    }

    @Test
    void aLimitThatWasLoweredHasNothingLeftAndNotLess() {
        owner.admit(Owner.limits("a requests/1m@UTC 5"), new Need(1, 1, 0, 0), NOON);
        owner.admit(Owner.limits("a requests/1m@UTC 5"), new Need(1, 1, 0, 0), NOON);
        assertThat(left(Counted.REQUESTS, Owner.limits("a requests/1m@UTC 1"), NOON))
                .contains(new RateStanding("a requests/1m@UTC", 1L, 0L, NOON.plusSeconds(60)));
    }
}
