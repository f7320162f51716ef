package dev.sluice.dispatcher.admission.quota;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;

/**
 * What one attempt takes of its limits at most, besides one concurrent call.
 *
 * @param requests 1 with the first attempt of a request, 0 with one that is admitted anew: a
 *     request counts once
 * @param tokens input and output together
 */
public record Need(int requests, long tokens, long picos) {

    long of(Counted counted) {
        return switch (counted) {
            case REQUESTS -> requests;
            case TOKENS -> tokens;
            case CONCURRENT -> 1;
            case USD -> picos;
        };
    }
}
