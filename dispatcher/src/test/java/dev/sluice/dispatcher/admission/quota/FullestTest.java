package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullestTest {

    /**
     * Limits of ten; of the key's two are used and one is held, of the team's five, of the
     * customer's seven.
     */
    @ParameterizedTest(name = "{0} after {1} s: {2}")
    @CsvSource({
        "REQUESTS, 0, 50", // of the team
        "REQUESTS, 61, 0", // all has left the minute
        "USD, 0, 80", // of the customer: what is held counts
        "USD, 99999, 80", // in a month
        "CONCURRENT, 0, 0", // there is none
    })
    void theFullestOfAKindCounts(Counted counted, long seconds, double percent) {
        List<QuotaLimit> limits =
                List.of(
                        limit("acme/research/demo requests/1m"),
                        limit("acme/research/demo usd/1d"),
                        limit("acme/research requests/1m"),
                        limit("acme usd/1M"));
        Instant now = Samples.NOON.plusSeconds(seconds);

        assertThat(Fullest.percent(limits, Set.of(counted), FullestTest::use, now))
                .isEqualTo(percent);
    }

    private static QuotaLimit limit(String path) {
        return new QuotaLimit(LimitPath.parse(path), 10);
    }

    private static LimitUse use(LimitPath path) {
        long slot = path.slotAt(Samples.NOON);
        LimitUse fresh = LimitUse.NONE.advancedTo(slot);
        return switch (path.text()) {
            case "acme/research/demo requests/1m" -> fresh.plus(slot, 2);
            case "acme/research/demo usd/1d" -> fresh.plus(slot, 2).plusHeld(1);
            case "acme/research requests/1m" -> fresh.plus(slot, 5);
            case "acme usd/1M" -> fresh.plus(slot, 7).plusHeld(1);
            default -> LimitUse.NONE;
        };
    }
}
