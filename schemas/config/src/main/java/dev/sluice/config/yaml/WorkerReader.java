package dev.sluice.config.yaml;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.BreakerPolicy;
import dev.sluice.config.CooldownPolicy;
import dev.sluice.config.WorkerPolicy;
import java.time.Duration;
import java.util.List;

/** Section {@code worker} of a tree without error. */
final class WorkerReader {

    private WorkerReader() {}

    static WorkerPolicy worker(Known worker) {
        return new WorkerPolicy(
                worker.number("max_in_flight"),
                worker.duration("connect_timeout"),
                worker.duration("call_timeout"),
                worker.duration("drain"),
                worker.bytes("max_answer"),
                cooldowns(worker.map("cooldowns")),
                breaker(worker.map("breaker")),
                adaptive(worker.map("adaptive")),
                worker.duration("first_byte_timeout"),
                worker.duration("idle_timeout"));
    }

    private static CooldownPolicy cooldowns(Known cooldowns) {
        return new CooldownPolicy(
                rests(cooldowns, "rate_limit", CooldownPolicy.DEFAULT.rateLimit()),
                rests(cooldowns, "billing", CooldownPolicy.DEFAULT.billing()),
                cooldowns.duration("forgotten_after"));
    }

    private static List<Duration> rests(Known cooldowns, String name, List<Duration> standard) {
        return cooldowns.has(name)
                ? cooldowns.words(name).stream()
                        .map(text -> Amounts.duration(text).orElseThrow())
                        .toList()
                : standard;
    }

    private static BreakerPolicy breaker(Known breaker) {
        return new BreakerPolicy(
                breaker.duration("window"),
                breaker.number("min_calls"),
                breaker.number("failure_percent"),
                breaker.duration("open"));
    }

    private static AdaptivePolicy adaptive(Known adaptive) {
        return new AdaptivePolicy(adaptive.number("start"), adaptive.number("max"));
    }
}
