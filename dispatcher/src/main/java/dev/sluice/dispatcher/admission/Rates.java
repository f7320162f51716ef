package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import dev.sluice.dispatcher.admission.quota.RateLeft;
import dev.sluice.schemas.record.RateStanding;
import java.util.List;
import java.util.Optional;

/**
 * What a result says about the rates of its virtual key.
 *
 * @param tokens of input and output together, but where another limit of tokens refused
 */
record Rates(Optional<RateStanding> requests, Optional<RateStanding> tokens) {

    static final Rates NONE = new Rates(Optional.empty(), Optional.empty());

    /** Of each kind the limit with the least left. */
    static Rates of(List<QuotaLimit> limits, StepDraft draft) {
        return new Rates(
                left(Counted.REQUESTS, limits, draft), left(Counted.TOKENS, limits, draft));
    }

    /** Of its own kind the limit that refused, whichever has the least left. */
    Rates naming(LimitPath refused, List<QuotaLimit> limits, StepDraft draft) {
        List<QuotaLimit> it =
                limits.stream().filter(limit -> limit.path().equals(refused)).toList();
        Optional<RateStanding> standing = left(refused.counted(), it, draft);
        if (standing.isEmpty()) {
            return this;
        }
        return switch (refused.counted()) {
            case REQUESTS -> new Rates(standing, tokens);
            case TOKENS, INPUT_TOKENS, OUTPUT_TOKENS -> new Rates(requests, standing);
            case CONCURRENT, USD -> this;
        };
    }

    private static Optional<RateStanding> left(
            Counted counted, List<QuotaLimit> limits, StepDraft draft) {
        return RateLeft.of(counted, limits, draft::use, draft.now());
    }
}
