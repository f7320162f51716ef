package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.CachePolicy;
import dev.sluice.config.CachePolicy.Requests;
import java.time.Duration;
import java.util.Optional;

/** The header {@code sluice-cache}: {@code none}, {@code 10m} or {@code 10m any}. */
final class CacheText {

    private static final String ANY = " any";

    private CacheText() {}

    static CachePolicy parse(String text) throws Flaw {
        if (text.equals("none")) {
            return new CachePolicy(Duration.ZERO, Requests.DETERMINISTIC);
        }
        boolean any = text.endsWith(ANY);
        String length = any ? text.substring(0, text.length() - ANY.length()) : text;
        Optional<Duration> maxAge =
                DeadlineWish.parse(length)
                        .flatMap(wish ->
                                wish instanceof DeadlineWish.After(Duration it)
                                        ? Optional.of(it)
                                        : Optional.empty());
        return of(maxAge.orElseThrow(CacheText::flaw), any ? Requests.ANY : Requests.DETERMINISTIC);
    }

    static CachePolicy of(Duration maxAge, Requests requests) throws Flaw {
        if (maxAge.isNegative() || maxAge.compareTo(CachePolicy.MAX_AGE_MAX) > 0) {
            throw flaw();
        }
        return new CachePolicy(maxAge, requests);
    }

    private static Flaw flaw() {
        return Flaw.invalid(
                "sluice-cache is none, or how old an answer may be, at most 7d, such as 10m;"
                        + " with \"any\" behind it for a request that leaves something to chance");
    }
}
