package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All limits of one kind, of requests or of tokens. Times are nanoseconds of one monotonic clock.
 * Owned by the lane's thread.
 */
final class Meter {

    enum Kind {
        REQUESTS,
        TOKENS
    }

    private final Kind kind;
    private final double share;
    private final boolean configured;
    private final List<PacedLimit> paced = new ArrayList<>();
    private final List<Allowance> allowances = new ArrayList<>();
    private final AnnouncedLimit announced;

    /**
     * @param limits of this kind
     * @param share of them that is used, above 0 to 1
     */
    Meter(Kind kind, List<Limit> limits, double share, long now) {
        this.kind = kind;
        this.share = share;
        configured = !limits.isEmpty();
        announced = new AnnouncedLimit(kind);
        limits.forEach(limit -> add(limit, now));
    }

    private void add(Limit limit, long now) {
        Duration window = windowOf(limit);
        if (window.compareTo(BucketSize.SHORT_WINDOW) > 0) {
            allowances.add(new Allowance(limit, Math.max(1, countOf(limit) * share), window, now));
        } else {
            paced.add(PacedLimit.of(limit, share, now));
        }
    }

    /** Looks for a limit that nobody named, from so many a second on. */
    void search(double perSecond, long now) {
        if (paced.isEmpty()) {
            paced.add(PacedLimit.search(perSecond, now));
        }
    }

    /** Whether a limit is named that is paced. */
    boolean known() {
        return paced.stream().anyMatch(each -> each.limit().isPresent());
    }

    List<Allowance> allowances() {
        return allowances;
    }

    long readyAt(long now, double amount) {
        long at = now;
        for (PacedLimit each : paced) {
            at = Math.max(at, each.bucket().readyAt(now, amount));
        }
        return Math.max(at, allowedAt(now, amount));
    }

    /** When the allowances have so much left. */
    long allowedAt(long now, double amount) {
        long at = now;
        for (Allowance each : allowances) {
            at = Math.max(at, each.readyAt(now, amount));
        }
        return at;
    }

    void take(long now, double amount, double tripSeconds) {
        paced.forEach(each -> each.take(now, amount, tripSeconds));
        allowances.forEach(each -> each.take(now, amount));
    }

    /** A former owner's: it says nothing about what the provider takes. */
    void spend(long at, double amount) {
        paced.forEach(each -> each.bucket().take(at, amount));
    }

    void correct(long now, double taken, double counted) {
        correctPaced(now, taken, counted);
        allowances.forEach(each -> each.correct(now, taken, counted));
    }

    void correctPaced(long now, double taken, double counted) {
        paced.forEach(each -> each.bucket().correct(now, taken, counted));
    }

    void margin(long now, Duration jitter, double perCall) {
        paced.forEach(each -> each.bucket().margin(now, jitter, perCall));
    }

    void emptyUntil(long until) {
        paced.forEach(each -> each.bucket().emptyUntil(until));
    }

    void refused(long takenAt, long now, double amount) {
        paced.forEach(each -> each.refused(takenAt, now, amount));
    }

    /** Corrects by what the provider said; takes on a limit where none is configured. */
    void said(Said said) {
        if (!configured) {
            adopt(said);
        }
        if (said.remaining().isEmpty()) {
            return;
        }
        boolean longOne = said.ofLongWindow() || allowances.stream().anyMatch(a -> isOf(said, a));
        if (longOne) {
            double reserve = (1 - share) * said.limit().orElse(0);
            double left = Math.max(0, said.remaining().getAsLong() - reserve);
            allowances.stream()
                    .filter(each -> allowances.size() == 1 || isOf(said, each))
                    .forEach(each -> lower(each, left, said));
        } else {
            paced.forEach(each -> each.said(said, share));
        }
    }

    private static boolean isOf(Said said, Allowance allowance) {
        return said.limit().isPresent() && countOf(allowance.limit()) == said.limit().getAsLong();
    }

    /** What ran out and begins anew at the reset is not counted beyond that. */
    private static void lower(Allowance each, double left, Said said) {
        each.lower(said.answeredAt(), left);
        if (said.ranOut()) {
            said.reset()
                    .filter(_ -> said.ofLongWindow())
                    .ifPresent(reset -> each.usedUp(said.answeredAt() + reset.toNanos()));
        }
    }

    /** Starts empty: of the calls on their way nobody knows whether they were counted. */
    private void adopt(Said said) {
        Optional<Limit> before = announced.known();
        Optional<Limit> fresh = announced.read(said);
        if (fresh.isEmpty()) {
            return;
        }
        paced.removeIf(each -> before.isPresent() && each.limit().equals(before));
        allowances.removeIf(each -> before.filter(each.limit()::equals).isPresent());
        Duration window = windowOf(fresh.get());
        if (window.compareTo(BucketSize.SHORT_WINDOW) <= 0) {
            paced.clear();
        }
        add(fresh.get(), said.answeredAt());
        paced.stream()
                .filter(each -> each.limit().equals(fresh))
                .forEach(each -> each.bucket().lower(said.answeredAt(), 0));
    }

    double startable(long now, double each) {
        double least = Double.POSITIVE_INFINITY;
        for (PacedLimit limit : paced) {
            least = Math.min(least, limit.bucket().balance(now) / each);
        }
        for (Allowance allowance : allowances) {
            least = Math.min(least, allowance.left(now) / each);
        }
        return least;
    }

    /** What can be taken at once by the smallest limit that is paced; 1 where none is. */
    double burst() {
        return paced.stream().mapToDouble(each -> each.bucket().burst()).min().orElse(1);
    }

    double perSecond() {
        return paced.stream()
                .mapToDouble(each -> each.bucket().perSecond())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** When the buckets that hold calls down at {@code startable} have the next whole one. */
    long nextWholeAt(long now, double startable) {
        return paced.stream()
                .map(PacedLimit::bucket)
                .filter(bucket -> Math.max(0, bucket.balance(now)) <= startable)
                .mapToLong(bucket -> bucket.nextWholeAt(now))
                .max()
                .orElse(LanePace.NEVER);
    }

    /** As the configuration writes them; what was found out, with {@code ~} in front. */
    Stream<String> written() {
        return Stream.concat(
                paced.stream().flatMap(this::written),
                allowances.stream().map(each -> written(each.limit())));
    }

    private Stream<String> written(PacedLimit each) {
        Stream<String> named = each.limit().map(this::written).stream();
        long perMinute = Math.round(each.bucket().perSecond() * 60);
        String unit = kind == Kind.REQUESTS ? "requests" : "tokens";
        return each.limit().isEmpty() || each.learned()
                ? Stream.concat(named, Stream.of("~" + unit + ": " + perMinute + ", per: 1m"))
                : named;
    }

    private String written(Limit limit) {
        return (announced.known().filter(limit::equals).isPresent() ? "~" : "") + Written.of(limit);
    }

    static Duration windowOf(Limit limit) {
        return switch (limit) {
            case Limit.Requests(_, var per, _) -> per.length();
            case Limit.Tokens(_, var per, _) -> per.length();
            case Limit.Concurrent _, Limit.OfTenants _ -> Duration.ZERO;
        };
    }

    private static long countOf(Limit limit) {
        return switch (limit) {
            case Limit.Requests(long count, _, _) -> count;
            case Limit.Tokens(long count, _, _) -> count;
            case Limit.Concurrent _, Limit.OfTenants _ -> 0;
        };
    }
}
