package dev.sluice.worker.lane.pace;

import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;

/**
 * A provider's key with limits that it keeps to the millisecond, and perhaps with another user who
 * takes of them what there is. Knows nothing of a lane.
 */
final class SimKey {

    /** What its answers say. */
    enum Words {
        LIMITS,
        REMAINING,
        NOTHING
    }

    /** A limit per second, with its burst. */
    record Rate(double perSecond, double burst) {}

    private final Rate requests;
    private final Optional<Rate> tokens;
    private final Words words;
    DoubleUnaryOperator othersPerSecond = _ -> 0;
    int slots = Integer.MAX_VALUE;
    boolean saysWhen = true;
    int inside;
    private double requestsLeft;
    private double tokensLeft;
    private double othersOwe;
    private long at;
    int refused;
    int taken;
    double tokensTaken;

    SimKey(Rate requests, Optional<Rate> tokens, Words words) {
        this.requests = requests;
        this.tokens = tokens;
        this.words = words;
        requestsLeft = requests.burst();
        tokensLeft = tokens.map(Rate::burst).orElse(0.0);
    }

    /** Whether the call is let in. */
    boolean enter(long callTokens, long now) {
        pass(now);
        boolean room =
                requestsLeft >= 1
                        && (tokens.isEmpty() || tokensLeft >= callTokens)
                        && inside < slots;
        if (!room) {
            refused++;
            return false;
        }
        inside++;
        requestsLeft--;
        tokensLeft -= callTokens;
        taken++;
        tokensTaken += callTokens;
        return true;
    }

    /** What an answer says at that time. */
    Pace says(long now) {
        pass(now);
        if (words == Words.NOTHING) {
            return Pace.SILENT;
        }
        boolean limits = words == Words.LIMITS;
        return new Pace(
                Optional.empty(),
                OptionalLong.of((long) requestsLeft),
                tokens.isPresent() ? OptionalLong.of((long) tokensLeft) : OptionalLong.empty(),
                Optional.of(full(requests, requestsLeft)),
                tokens.map(rate -> full(rate, tokensLeft)),
                limits ? OptionalLong.of(perMinute(requests)) : OptionalLong.empty(),
                limits && tokens.isPresent()
                        ? OptionalLong.of(perMinute(tokens.get()))
                        : OptionalLong.empty());
    }

    /** What a refusal says: when what lacks is there. */
    Pace refuses(long callTokens, long now) {
        if (!saysWhen) {
            return says(now);
        }
        double seconds = Math.max(0, (1 - requestsLeft) / requests.perSecond());
        if (tokens.isPresent()) {
            seconds = Math.max(seconds, (callTokens - tokensLeft) / tokens.get().perSecond());
        }
        return says(now).waiting(Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1e3))));
    }

    private static Duration full(Rate rate, double left) {
        return Duration.ofMillis(
                (long) Math.ceil((rate.burst() - left) / rate.perSecond() * 1_000));
    }

    private static long perMinute(Rate rate) {
        return Math.round(rate.perSecond() * 60);
    }

    private void pass(long now) {
        double seconds = (now - at) / 1e9;
        requestsLeft = Math.min(requests.burst(), requestsLeft + seconds * requests.perSecond());
        tokens.ifPresent(rate ->
                tokensLeft = Math.min(rate.burst(), tokensLeft + seconds * rate.perSecond()));
        othersOwe = Math.min(5, othersOwe + seconds * othersPerSecond.applyAsDouble(now / 1e9));
        while (othersOwe >= 1 && requestsLeft >= 1) {
            othersOwe--;
            requestsLeft--;
        }
        at = now;
    }
}
