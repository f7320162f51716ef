package dev.sluice.dispatcher.admission.quota;

import static dev.sluice.dispatcher.admission.quota.LimitsConformanceTest.hasOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.testing.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cases of what stands at limits after ends. Each attempt reserves more than it uses, so that what
 * stands at the end comes from the settlement. Money of cases without a unit is in whole dollars.
 */
final class SettlementCases {

    private static final LimitPath REQUESTS = LimitPath.parse("acme requests/1h");
    private static final LimitPath TOKENS = LimitPath.parse("acme tokens/1h");
    private static final LimitPath USD = LimitPath.parse("acme usd/1h");
    private static final Instant NOON = Samples.NOON;

    /**
     * Where we count otherwise, and how many requests. There a limit counts answers, so that calls
     * that failed and were billed are no requests. Here it counts what was let in: a call that the
     * provider billed did take place, and its request stays counted; only one that surely cost
     * nothing gives its request back. Cost and tokens are as there.
     */
    private static final Map<String, Long> REQUESTS_HERE = Map.of("settle-failed-streams", 2L);

    private final Owner owner = new Owner();

    private SettlementCases() {}

    static boolean hold(String id, JsonNode input, JsonNode expect) {
        SettlementCases cases = new SettlementCases();
        if (input.has("usage")) {
            return hasOnly(expect, "cost", "requests", "tokens") && cases.usage(id, input, expect);
        }
        if (input.has("reserved")) {
            return hasOnly(expect, "adjustment") && cases.adjusted(input, expect);
        }
        return input.has("reserved_usd")
                && hasOnly(expect, "adjustment_usd")
                && cases.adjustedMoney(input, expect);
    }

    private boolean usage(String id, JsonNode input, JsonNode expect) {
        List<QuotaLimit> limits =
                List.of(
                        new QuotaLimit(REQUESTS, 100),
                        new QuotaLimit(TOKENS, 100_000),
                        new QuotaLimit(USD, picos("1000")));
        Set<String> counted = new HashSet<>();
        for (JsonNode each : input.path("usage")) {
            long tokens = each.path("tokens").asLong();
            long picos = picos(each.path("cost").asText());
            int requests = counted.add(each.path("req").asText()) ? 1 : 0;
            Need need = new Need(requests, tokens + 10, 10, picos + 10);
            Hold hold = owner.admit(limits, need, NOON).orElseThrow();
            // As admission does: what failed and was not billed is released.
            if (each.path("ok").asBoolean(true) || tokens > 0 || picos > 0) {
                owner.settle(hold, new Actual(tokens - tokens / 3, tokens / 3, picos), NOON);
            } else {
                owner.release(hold, NOON);
            }
        }
        assertThat(owner.used(USD, NOON)).isEqualTo(picos(expect.path("cost").asText()));
        assertThat(owner.used(TOKENS, NOON)).isEqualTo(expect.path("tokens").asLong());
        assertThat(owner.used(REQUESTS, NOON))
                .isEqualTo(REQUESTS_HERE.getOrDefault(id, expect.path("requests").asLong()));
        return true;
    }

    private boolean adjusted(JsonNode input, JsonNode expect) {
        assertThat(input.path("certainty").asText()).isEqualTo("exact");
        Hold hold =
                owner.admit(
                                List.of(new QuotaLimit(TOKENS, 1_000)),
                                new Need(1, input.path("reserved").asLong(), 0, 0),
                                NOON)
                        .orElseThrow();
        long before = owner.used(TOKENS, NOON);
        owner.settle(hold, new Actual(input.path("actual").asLong(), 0, 0), NOON);
        assertThat(owner.used(TOKENS, NOON) - before).isEqualTo(expect.path("adjustment").asLong());
        return true;
    }

    private boolean adjustedMoney(JsonNode input, JsonNode expect) {
        Hold hold =
                owner.admit(
                                List.of(new QuotaLimit(USD, picos("10"))),
                                new Need(1, 1, 1, picos(input.path("reserved_usd").asText())),
                                NOON)
                        .orElseThrow();
        long before = owner.used(USD, NOON);
        owner.settle(hold, new Actual(1, 1, picos(input.path("actual_usd").asText())), NOON);
        assertThat(PicoUsd.toUsd(owner.used(USD, NOON) - before))
                .isEqualByComparingTo(new BigDecimal(expect.path("adjustment_usd").asText()));
        return true;
    }

    private static long picos(String usd) {
        return PicoUsd.ofUsd(new BigDecimal(usd));
    }
}
