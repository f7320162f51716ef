package dev.sluice.config.rule;

import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.Map;

/**
 * What a rule may ask for, through {@link Variable}.
 *
 * @param request its first attempt, as it would be sent without any rule
 * @param uses of the limits that it counts at, without this request; asked for only by rules that
 *     name them
 */
public record RuleInput(Attempt request, Map<String, String> tags, Instant now, Uses uses) {

    /** So many at most. */
    public static final int TAGS_MAX = 16;

    /** How full the fullest limit of a kind is, of those of the virtual key, team and customer. */
    public interface Uses {

        /**
         * In percent, with what is reserved; 0 where there is no such limit, and at times over 100.
         */
        double percent(Kind kind);
    }

    /** What limits of a kind count. */
    public enum Kind {
        BUDGET,
        /** Of input, of output, or of both. */
        TOKENS,
        REQUESTS,
        CONCURRENT
    }

    public RuleInput {
        tags = Map.copyOf(tags);
    }
}
