package dev.sluice.dispatcher.admission.quota;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;

/**
 * What one attempt takes of its limits at most, besides one concurrent call.
 *
 * @param requests 1 with the first attempt of a request, 0 with one that is admitted anew: a
 *     request counts once
 * @param inputTokens estimated
 * @param outputTokens the cap
 */
public record Need(int requests, long inputTokens, long outputTokens, long picos) {

    /** In and out together. */
    public long tokens() {
        return inputTokens + outputTokens;
    }

    long of(Counted counted) {
        return switch (counted) {
            case REQUESTS -> requests;
            case TOKENS -> tokens();
            case INPUT_TOKENS -> inputTokens;
            case OUTPUT_TOKENS -> outputTokens;
            case CONCURRENT -> 1;
            case USD -> picos;
        };
    }
}
