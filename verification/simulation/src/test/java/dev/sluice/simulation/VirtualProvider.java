package dev.sluice.simulation;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Keys with real buckets: full at the beginning, refilled all the time. One thread. */
final class VirtualProvider {

    /**
     * A call that came in.
     *
     * @param at seconds
     * @param retry whether an earlier call of the request failed
     * @param rest seconds for which the key was to be left alone after it
     */
    record Call(
            String key,
            double at,
            String model,
            boolean retry,
            Optional<ErrorClass> refused,
            double rest) {}

    private static final class Bucket {
        private final VirtualKey key;
        private double balance;
        private double at;

        private Bucket(VirtualKey key) {
            this.key = key;
            this.balance = key.burst();
        }

        private double balance(double now) {
            double grown = (now - at) * key.perMinute() / 60;
            balance = Math.min(key.burst(), balance + grown);
            at = now;
            return balance;
        }
    }

    private final Timeline time;
    private final Scenario.Told told;
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final List<Call> calls = new java.util.ArrayList<>();
    private int inFlight;

    VirtualProvider(Timeline time, Scenario scenario) {
        this.time = time;
        this.told = scenario.told();
        for (VirtualKey key : scenario.allKeys()) {
            buckets.put(key.id(), new Bucket(key));
            if (key.otherUserPerMinute() > 0) {
                time.every(
                        Duration.ofMinutes(1).dividedBy(key.otherUserPerMinute()),
                        () -> takeFor(key.id()));
            }
        }
    }

    int inFlight() {
        return inFlight;
    }

    /** The answer to a call has left. */
    void done() {
        inFlight--;
    }

    List<Call> calls() {
        return calls;
    }

    /** Calls that a key could take now. */
    double balance(String key) {
        return bucket(key).balance(time.seconds());
    }

    CallOutcome call(String key, Attempt attempt) {
        double now = time.seconds();
        inFlight++;
        Bucket bucket = bucket(key);
        CallOutcome outcome = outcome(bucket, now);
        double rest = outcome.pace().retryAfter().map(time -> time.toNanos() / 1e9).orElse(0.0);
        calls.add(
                new Call(
                        key,
                        now,
                        attempt.getModel(),
                        attempt.getRetry(),
                        outcome.errorClass(),
                        rest));
        return outcome;
    }

    private CallOutcome outcome(Bucket bucket, double now) {
        if (now >= bucket.key.diesAt()) {
            return refusal(ErrorClass.AUTH, 401, Optional.empty());
        }
        if (bucket.balance(now) < 1) {
            double wait = (1 - bucket.balance) * 60 / bucket.key.perMinute();
            return refusal(
                    ErrorClass.RATE_LIMIT,
                    429,
                    Optional.of(Duration.ofMillis((long) Math.ceil(wait * 1000))));
        }
        bucket.balance -= 1;
        return now >= bucket.key.failsFrom() && now < bucket.key.failsTo()
                ? failure()
                : answer(remaining(bucket));
    }

    private OptionalLong remaining(Bucket bucket) {
        return switch (told) {
            case ALL -> OptionalLong.of((long) Math.floor(bucket.balance));
            case NOTHING -> OptionalLong.empty();
        };
    }

    private void takeFor(String key) {
        Bucket bucket = bucket(key);
        if (bucket.balance(time.seconds()) >= 1) {
            bucket.balance -= 1;
        }
    }

    private Bucket bucket(String key) {
        return java.util.Objects.requireNonNull(buckets.get(key));
    }

    private static CallOutcome answer(OptionalLong remaining) {
        return new CallOutcome(
                EndKind.ANSWERED,
                Billing.ACTUAL,
                Optional.empty(),
                Optional.of(200),
                Optional.empty(),
                Optional.of(
                        ByteBuffer.wrap("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                Optional.of(new TokenUsage(10L, 5L, 0L, 0L)),
                Optional.empty(),
                Optional.empty(),
                pace(Optional.empty(), remaining));
    }

    private static CallOutcome failure() {
        return new CallOutcome(
                EndKind.FAILED,
                Billing.NONE,
                Optional.of(ErrorClass.SERVER_ERROR),
                Optional.of(500),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pace.SILENT);
    }

    private static CallOutcome refusal(ErrorClass why, int status, Optional<Duration> retryAfter) {
        return new CallOutcome(
                EndKind.REFUSED,
                Billing.NONE,
                Optional.of(why),
                Optional.of(status),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pace(retryAfter, OptionalLong.empty()));
    }

    private static Pace pace(Optional<Duration> retryAfter, OptionalLong remaining) {
        return new Pace(
                retryAfter, remaining, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
}
