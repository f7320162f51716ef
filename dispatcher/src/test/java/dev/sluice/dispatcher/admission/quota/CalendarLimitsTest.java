package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time in, admitted out, for limits by the calendar. */
class CalendarLimitsTest {

    private static final Need ONE = new Need(1, 0, 0, 0);

    private final Owner owner = new Owner();

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    /** Two a period: of requests at these times, which are let in. */
    @ParameterizedTest(name = "{0}: {1} gives {2}")
    @CsvSource({
        // summer time: 23 h of one day
        "1d@Europe/Berlin, 2026-03-29T00:00+01:00 2026-03-29T01:59+01:00 2026-03-29T23:59+02:00"
                + " 2026-03-30T00:00+02:00, yyny",
        // winter time: 25 h; 24 h after its beginning the day is not over
        "1d@Europe/Berlin, 2026-10-25T00:00+02:00 2026-10-25T02:30+02:00 2026-10-25T23:00+01:00"
                + " 2026-10-25T23:59+01:00 2026-10-26T00:00+01:00, yynny",
        "1d@America/New_York, 2026-03-08T00:00-05:00 2026-03-08T23:59-04:00 2026-03-08T23:59-04:00"
                + " 2026-03-09T00:00-04:00, yyny",
        "1d@America/New_York, 2026-11-01T00:00-04:00 2026-11-01T01:30-04:00 2026-11-01T01:30-05:00"
                + " 2026-11-01T23:59-05:00 2026-11-02T00:00-05:00, yynny",
        // the hour that comes twice is two
        "1h@Europe/Berlin, 2026-10-25T02:10+02:00 2026-10-25T02:50+02:00 2026-10-25T02:59+02:00"
                + " 2026-10-25T02:00+01:00 2026-10-25T02:50+01:00 2026-10-25T02:59+01:00, yynyyn",
        "1M@UTC, 2026-01-31T23:59Z 2026-01-31T23:59Z 2026-01-31T23:59Z 2026-02-01T00:00Z"
                + " 2026-02-28T23:59Z 2026-02-28T23:59Z 2026-03-01T00:00Z, yynyyny",
        "1M@UTC, 2028-02-28T23:59Z 2028-02-29T00:00Z 2028-02-29T23:59Z 2028-03-01T00:00Z, yyny",
        "1Y@UTC, 2028-01-01T00:00Z 2028-02-29T12:00Z 2028-12-31T23:59Z 2029-01-01T00:00Z, yyny",
        // Sunday ends the week of the old year, Monday begins another
        "1w@UTC, 2026-12-28T00:00Z 2027-01-01T00:00Z 2027-01-03T23:59Z 2027-01-04T00:00Z, yyny",
        "1M@Asia/Tokyo, 2026-07-01T00:00+09:00 2026-07-31T14:59Z 2026-07-31T14:59:59Z"
                + " 2026-07-31T15:00Z 2026-08-01T00:00Z 2026-08-01T00:00Z, yynyyn",
        "1m@UTC, 2026-01-01T00:00:01Z 2026-01-01T00:00:59Z 2026-01-01T00:00:59.999Z"
                + " 2026-01-01T00:01Z, yyny",
        // a clock that goes back to the period before, by a whole one and no more
        "1d@UTC, 2026-01-10T00:30Z 2026-01-10T00:31Z 2026-01-09T23:59Z 2026-01-09T00:00Z"
                + " 2026-01-10T23:59Z 2026-01-11T00:00Z, yynnny",
        // one that goes back further takes what is used with it, and it ends with that day
        "1d@UTC, 2026-01-10T00:30Z 2026-01-08T23:00Z 2026-01-08T23:59Z 2026-01-09T00:00Z, yyny",
        // where nothing was let in there, it stays of the day that it was used in
        "1d@UTC, 2026-01-10T00:30Z 2026-01-10T00:31Z 2026-01-08T23:59Z 2026-01-09T00:00Z"
                + " 2026-01-11T00:00Z, yynny",
    })
    void twoOfAPeriod(String window, String times, String admitted) {
        List<QuotaLimit> limits = Owner.limits("acme requests/" + window + " 2");
        StringBuilder let = new StringBuilder();
        for (String time : times.split(" ", -1)) {
            let.append(owner.admit(limits, ONE, at(time)).isPresent() ? 'y' : 'n');
        }
        assertThat(let).hasToString(admitted);
    }

    @ParameterizedTest(name = "{0} full at {1}: until {2}")
    @CsvSource({
        "1d@Europe/Berlin, 2026-03-28T23:30:00Z, 2026-03-29T22:00:00Z",
        "1d@Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "1d@America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        "1M@Asia/Tokyo, 2026-07-15T00:00:00Z, 2026-07-31T15:00:00Z",
        "1M@UTC, 2028-02-29T23:59:59Z, 2028-03-01T00:00:00Z",
        "1w@UTC, 2026-12-31T00:00:00Z, 2027-01-04T00:00:00Z",
        "1h@UTC, 2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
    })
    void whatIsFullOpensWithTheNextPeriod(String window, Instant now, Instant until) {
        List<QuotaLimit> rate = Owner.limits("acme tokens/" + window + " 10");
        assertThat(owner.admit(rate, new Need(1, 4, 6, 0), now)).isPresent();
        assertThat(owner.decide(rate, new Need(1, 1, 0, 0), now))
                .isEqualTo(new Quota.Verdict.Park(rate.getFirst().path(), Optional.of(until)));
        List<QuotaLimit> budget = Owner.limits("acme usd/" + window + " 10");
        Hold hold = owner.admit(budget, new Need(1, 1, 1, 10), now).orElseThrow();
        owner.settle(hold, new Actual(1, 1, 10), now);
        Quota.Verdict.Refuse refuse =
                (Quota.Verdict.Refuse) owner.decide(budget, new Need(1, 1, 1, 1), now);
        assertThat(refuse.refusal().resetAt()).contains(until);
        assertThat(owner.admit(budget, new Need(1, 1, 1, 1), until.minusMillis(1))).isEmpty();
        assertThat(owner.admit(budget, new Need(1, 1, 1, 1), until)).isPresent();
    }

    /** 6 of 10 tokens reserved at 23:59; what the period of the end has of it. */
    @ParameterizedTest(name = "{1} used, ended at {0}: {2}")
    @CsvSource({
        "2026-01-31T23:59:59Z, 2, 2",
        "2026-01-31T23:59:59Z, 9, 9",
        "2026-02-01T00:00:00Z, 2, 0", // it left with its month: nothing to give back
        "2026-02-01T00:00:00Z, 9, 3", // what is over the reservation is of the present month
    })
    void aReservationLeavesWithItsPeriod(Instant end, long actual, long stands) {
        List<QuotaLimit> limits = Owner.limits("acme tokens/1M@UTC 10");
        Hold hold =
                owner.admit(limits, new Need(1, 4, 2, 0), at("2026-01-31T23:59Z")).orElseThrow();
        owner.settle(hold, new Actual(actual, 0, 0), end);
        assertThat(owner.used(limits.getFirst().path(), end)).isEqualTo(stands);
    }

    @Test
    void moneyIsHeldOverTheEndOfItsPeriodAndThenChargedToThePresentOne() {
        List<QuotaLimit> limits = Owner.limits("acme usd/1M@UTC 10");
        Hold hold =
                owner.admit(limits, new Need(1, 1, 1, 8), at("2026-01-31T23:59Z")).orElseThrow();
        Instant later = at("2026-02-01T00:01Z");
        assertThat(owner.used(limits.getFirst().path(), later)).isEqualTo(8);
        owner.settle(hold, new Actual(1, 1, 5), later);
        assertThat(owner.used(limits.getFirst().path(), later)).isEqualTo(5);
    }

    @Test
    void windowsOfOneKindAreIndependent() {
        List<QuotaLimit> limits =
                Owner.limits(
                        "acme requests/1d 3",
                        "acme requests/1d@UTC 2",
                        "acme requests/1d@Asia/Tokyo 2");
        StringBuilder let = new StringBuilder();
        // Tokyo's day changes at 15:00 UTC; the rolling one has three of 24 hours
        for (String time :
                List.of("14:00", "14:30", "15:00", "23:59").stream()
                        .map(clock -> "2026-05-05T" + clock + "Z")
                        .toList()) {
            let.append(owner.admit(limits, ONE, at(time)).isPresent() ? 'y' : 'n');
        }
        let.append(owner.admit(limits, ONE, at("2026-05-06T00:00Z")).isPresent() ? 'y' : 'n');
        let.append(owner.admit(limits, ONE, at("2026-05-06T00:01Z")).isPresent() ? 'y' : 'n');
        assertThat(let).hasToString("yynnyn");
        assertThat(limits.stream().map(it -> owner.used(it.path(), at("2026-05-06T00:02Z"))))
                .containsExactly(3L, 1L, 1L);
    }

    @Test
    void oneAmountIsKept() {
        List<QuotaLimit> limits = Owner.limits("acme requests/1Y@UTC 2");
        assertThat(owner.admit(limits, ONE, at("2026-05-05T00:00Z"))).isPresent();
        LimitUse use = owner.use(limits.getFirst().path());
        assertThat(use.ring()).containsExactly(1L);
        assertThat(use.newestSlot()).isEqualTo(at("2026-01-01T00:00Z").getEpochSecond());
        assertThat(LimitUse.of(use.newestSlot(), use.ring(), use.held())).isEqualTo(use);
    }
}
