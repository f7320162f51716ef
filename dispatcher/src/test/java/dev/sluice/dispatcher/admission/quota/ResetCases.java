package dev.sluice.dispatcher.admission.quota;

import static dev.sluice.dispatcher.admission.quota.LimitsConformanceTest.hasOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TimeZone;

/** Cases of when a budget has room again. */
final class ResetCases {

    private static final Need ALL = new Need(1, 1, 1, 10);

    private ResetCases() {}

    static boolean hold(JsonNode input, JsonNode expect) {
        if (input.path("period").asText().equals("1mo")) {
            return hasOnly(expect, "fires_at", "not_at") && calendar(input, expect);
        }
        return input.has("window_s") && hasOnly(expect, "resets_at") && rolling(input, expect);
    }

    private static boolean calendar(JsonNode input, JsonNode expect) {
        Instant fires = Instant.parse(expect.path("fires_at").asText());
        Instant wrong = Instant.parse(expect.path("not_at").asText());
        assertThat(OffsetDateTime.parse(input.path("reset_at").asText()).toInstant())
                .isEqualTo(fires);
        List<QuotaLimit> limits =
                Owner.limits("acme usd/1M@" + input.path("timezone").asText() + " 10");
        Instant before = fires.minusMillis(1);
        Owner owner = spent(limits, before);
        assertThat(resetOf(owner, limits, before)).isEqualTo(fires).isNotEqualTo(wrong);
        assertThat(owner.admit(limits, ALL, fires)).isPresent();
        return true;
    }

    /**
     * Ours are windows of sixty slots: an amount leaves up to a slot after the whole window, and
     * never before it. The server's own time zone has no part in it.
     */
    private static boolean rolling(JsonNode input, JsonNode expect) {
        Instant now = Instant.parse(input.path("now").asText());
        Duration window = Duration.ofSeconds(input.path("window_s").asLong());
        assertThat(window).isEqualTo(Duration.ofMinutes(1));
        Instant exact = Instant.parse(expect.path("resets_at").asText());
        List<QuotaLimit> limits = Owner.limits("acme usd/1m 10");
        TimeZone own = TimeZone.getDefault();
        try {
            for (String zone : List.of("UTC", "Asia/Kolkata", "America/New_York")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Owner owner = spent(limits, now);
                assertThat(resetOf(owner, limits, now))
                        .as(zone)
                        .isBetween(exact, exact.plus(window.dividedBy(60)));
                assertThat(owner.admit(limits, ALL, exact.minusMillis(1))).isEmpty();
            }
        } finally {
            TimeZone.setDefault(own);
        }
        return true;
    }

    private static Owner spent(List<QuotaLimit> limits, Instant now) {
        Owner owner = new Owner();
        owner.settle(owner.admit(limits, ALL, now).orElseThrow(), new Actual(1, 1, 10), now);
        return owner;
    }

    private static Instant resetOf(Owner owner, List<QuotaLimit> limits, Instant now) {
        return ((Quota.Verdict.Refuse) owner.decide(limits, ALL, now))
                .refusal()
                .resetAt()
                .orElseThrow();
    }
}
