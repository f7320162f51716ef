package dev.sluice.config.rule;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What rules of tests are asked about. */
public final class Inputs {

    /** A Thursday; 13:00 in Berlin. */
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Inputs() {}

    /**
     * 1,200 tokens in, at most 300 out, for 0.05 USD at most; limits are 85.5, 50, 10 and 0 % full.
     */
    public static RuleInput input(Map<String, String> tags) {
        return new RuleInput(request("acme", "research", "demo"), tags, NOON, Inputs::percent);
    }

    public static RuleInput input(String customer, String team, String key) {
        return new RuleInput(request(customer, team, key), Map.of(), NOON, Inputs::percent);
    }

    private static double percent(RuleInput.Kind kind) {
        return switch (kind) {
            case BUDGET -> 85.5;
            case TOKENS -> 50;
            case REQUESTS -> 10;
            case CONCURRENT -> 0;
        };
    }

    private static Attempt request(String customer, String team, String key) {
        return Attempt.newBuilder()
                .setRequestId("id")
                .setAttempt(1)
                .setTenant(new Tenant(customer, team, key))
                .setPool("sim")
                .setProvider("sim")
                .setModel("gpt-4o-mini")
                .setProviderModel("gpt-4o-mini")
                .setUrl("/v1/chat/completions")
                .setBody(new Body(ByteBuffer.allocate(0)))
                .setInputTokens(1200)
                .setMaxOutputTokens(300)
                .setReservation(new Reservation(50_000_000_000L, "p"))
                .setDeadline(NOON.plus(Duration.ofMinutes(10)))
                .setPriority(Priority.STANDARD)
                .setWorkflow("nightly")
                .setAcceptedAt(NOON)
                .setAdmittedAt(NOON)
                .setConfigVersion(1)
                .build();
    }
}
