package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.Lane;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Executes {@code cooldown_decision} lines: what other gateways decide to leave alone. Where they
 * count failures in a minute of the clock, Sluice's breaker counts over a moving window of 30 s, so
 * that it opens sooner and a new minute forgets nothing. They cool a whole deployment for 500s;
 * Sluice stops one model on one lane.
 */
public final class CooldownCases {

    private static final String MODEL = "gpt-4o-mini";
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LaneHealth lane =
            new LaneHealth(
                    new Lane(
                            "sim/a",
                            "sim",
                            "sim",
                            List.of(
                                    new ProviderConfig.Key(
                                            "a",
                                            new SecretRef.Literal("x"),
                                            List.of(),
                                            Optional.empty(),
                                            1)),
                            List.of(),
                            Set.of(MODEL),
                            1),
                    WorkerPolicy.DEFAULT);

    /** How many other lanes there are changes nothing: {@code deployments} is not looked at. */
    public static final Set<String> FIELDS =
            Set.of("deployments", "event", "minute", "events", "ask_at_s");

    /**
     * @param classes what a status alone means
     */
    public static void check(JsonNode input, JsonNode expect, IntFunction<ErrorClass> classes) {
        CooldownCases cases = new CooldownCases();
        if (input.has("events")) {
            cases.named(input, expect);
            return;
        }
        if (input.has("minute")) {
            cases.end(Ends.answer(), input.path("minute").path("ok").asInt());
            cases.end(Ends.of(ErrorClass.SERVER_ERROR), input.path("minute").path("fail").asInt());
        } else {
            cases.end(Ends.of(classes.apply(input.path("event").path("status").asInt())), 1);
        }
        assertThat(cases.lane.permits("*", MODEL, 0)).isNotEqualTo(expect.path("cool").asBoolean());
    }

    private void end(CallOutcome outcome, int times) {
        for (int n = 0; n < times; n++) {
            lane.permit("*", MODEL, 0)
                    .ifPresent(
                            permit -> lane.ended(permit, outcome, 0, Duration.ofMinutes(1), 0, 0));
        }
    }

    private void named(JsonNode input, JsonNode expect) {
        Permit permit = lane.permit("*", MODEL, 0).orElseThrow();
        for (JsonNode event : input.path("events")) {
            lane.ended(
                    permit,
                    Ends.rateLimit("PT" + event.path("cool_for_s").asInt() + "S"),
                    0,
                    Duration.ofMinutes(1),
                    event.path("at_s").asLong() * SECOND,
                    0);
        }
        Condition condition =
                lane.health("*", input.path("ask_at_s").asLong() * SECOND).condition();
        assertThat(condition instanceof Condition.Cooling)
                .isEqualTo(expect.path("cooling").asBoolean());
        assertThat(condition.until()).isEqualTo(expect.path("until_s").asLong() * SECOND);
    }
}
