package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.lane.health.CooldownCases;
import dev.sluice.worker.lane.health.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One line of the conformance files, and how each kind is executed. */
record ConformanceKinds(String id, String kind, JsonNode input, JsonNode expect) {

    private static final Instant SOME_TIME = Instant.parse("2026-01-01T00:00:00Z");

    static ConformanceKinds of(JsonNode line) {
        return new ConformanceKinds(
                line.path("id").asText(),
                line.path("kind").asText(),
                line.path("input"),
                line.path("expect"));
    }

    void check() {
        switch (kind) {
            case "error_class" -> errorClass();
            case "context_window_text" ->
                    assertThat(classOfText() == ErrorClass.CONTEXT_WINDOW)
                            .isEqualTo(expect.path("is_context_window").asBoolean());
            case "rate_limit_text" ->
                    assertThat(classOfText() == ErrorClass.RATE_LIMIT)
                            .isEqualTo(expect.path("is_rate_limit").asBoolean());
            case "quota_scope" -> quotaScope();
            case "retry_after" -> retryAfter();
            case "retry_after_headers" -> retryAfterHeaders();
            case "backoff" -> backoff();
            case "reset_header" -> resetHeader();
            case "reset_body" -> resetBody();
            case "cooldown_decision" -> cooldown();
            default -> fail(id + ": no way to execute kind " + kind);
        }
    }

    private void errorClass() {
        only("status", "type", "code", "message", "param");
        JsonNode status = input.path("status");
        ErrorWords error =
                new ErrorWords(
                        status.isNumber() ? Optional.of(status.asInt()) : Optional.empty(),
                        input.path("type").asText(""),
                        input.path("code").asText(""),
                        input.path("message").asText(""),
                        input.path("param").asText(""));
        ErrorClass errorClass = ErrorTable.classify(error);
        assertThat(errorClass.name().toLowerCase(Locale.ROOT))
                .isEqualTo(expect.path("class").asText());
        if (expect.has("key_action")) {
            assertThat(Refusal.of(outcome(errorClass, error))).isInstanceOf(whatHappensToTheKey());
        }
    }

    /** Whether another key is asked is admission's business; what the lane does is here. */
    private Class<? extends Refusal> whatHappensToTheKey() {
        return switch (expect.path("key_action").asText()) {
            case "cooldown_and_rotate" -> Refusal.CoolGroup.class;
            case "key_dead_and_rotate" -> Refusal.DisableKey.class;
            case "retry_same_key", "rotate_no_cooldown", "none" -> Refusal.Nothing.class;
            default -> fail(id + ": no way to check key_action " + expect.path("key_action"));
        };
    }

    private static CallOutcome outcome(ErrorClass errorClass, ErrorWords error) {
        Meaning meaning = Meaning.of(errorClass, error.status().orElse(500));
        return new CallOutcome(
                meaning.kind(),
                meaning.billing(),
                Optional.of(errorClass),
                error.status(),
                Optional.of(error.message()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pace.SILENT);
    }

    private ErrorClass classOfText() {
        only("message");
        String message = input.path("message").asText();
        return ErrorTable.classify(new ErrorWords(Optional.empty(), "", "", message, ""));
    }

    private void quotaScope() {
        only("body");
        QuotaDetails details = QuotaDetails.read(input.path("body"), SOME_TIME);
        assertThat(details.window()).contains(expect.path("window").asText());
        assertThat(details.durable()).isEqualTo(expect.path("durable").asBoolean());
    }

    private void retryAfter() {
        only("now", "header", "max_honoured_s", "fallback_s");
        RetryPolicy policy =
                policy(duration(input.path("fallback_s")), duration(input.path("max_honoured_s")));
        AnswerHeaders headers =
                new AnswerHeaders(Map.of("retry-after", input.path("header").asText()));
        Optional<Duration> asked = RetryAfter.of(headers, now()).map(RetryAfter::delay);
        RetryPolicy.Wait wait = policy.next(asked, 0);
        assertThat(wait.delay()).isEqualTo(duration(expect.path("delay_s")));
        assertThat(wait instanceof RetryPolicy.Wait.Asked)
                .isEqualTo(expect.path("honoured").asBoolean());
    }

    private void retryAfterHeaders() {
        only("headers", "sequence", "total_wait_budget_ms", "now");
        if (input.has("sequence")) {
            budget();
            return;
        }
        Optional<RetryAfter> after = RetryAfter.of(headers(input.path("headers")), now());
        if (expect.path("delay_ms").isNull()) {
            assertThat(after).isEmpty();
            return;
        }
        assertThat(after).isPresent();
        assertThat(after.get().delay().toMillis()).isEqualTo(expect.path("delay_ms").asLong());
        assertThat(after.get().header()).isEqualTo(expect.path("from").asText());
    }

    private void budget() {
        WaitBudget budget =
                new WaitBudget(Duration.ofMillis(input.path("total_wait_budget_ms").asLong()));
        List<Long> waits = new ArrayList<>();
        int stopsAt = 0;
        for (JsonNode step : input.path("sequence")) {
            stopsAt++;
            Duration wait = RetryAfter.of(headers(step), now()).orElseThrow().delay();
            Optional<WaitBudget> left = budget.spend(wait);
            if (left.isEmpty()) {
                break;
            }
            waits.add(wait.toMillis());
            budget = left.get();
        }
        assertThat(waits).hasToString(list(expect.path("waits_ms")));
        assertThat(stopsAt).isEqualTo(expect.path("stops_at_attempt").asInt());
    }

    private void backoff() {
        only("base_s", "factor", "cap_s", "jitter", "attempts");
        assertThat(input.path("jitter").asBoolean()).as("jitter").isFalse();
        RetryPolicy policy =
                new RetryPolicy(
                        10,
                        duration(input.path("base_s")),
                        input.path("factor").asInt(),
                        duration(input.path("cap_s")),
                        Duration.ofMinutes(1));
        List<Duration> delays = new ArrayList<>();
        input.path("attempts").forEach(n -> delays.add(policy.backoff(n.asInt())));
        List<Duration> expected = new ArrayList<>();
        expect.path("delays_s").forEach(s -> expected.add(duration(s)));
        assertThat(delays).isEqualTo(expected);
    }

    private void resetHeader() {
        only("header", "value", "now", "provider");
        AnswerHeaders headers =
                new AnswerHeaders(
                        Map.of(input.path("header").asText(), input.path("value").asText()));
        Pace pace = PaceHeaders.read(headers, now());
        assertThat(pace.resetRequests().or(pace::resetTokens))
                .contains(duration(expect.path("seconds")));
    }

    private void resetBody() {
        only("body");
        assertThat(QuotaDetails.read(input.path("body"), SOME_TIME).retryAfter())
                .contains(duration(expect.path("seconds")));
    }

    private void cooldown() {
        only(CooldownCases.FIELDS.toArray(String[]::new));
        CooldownCases.check(
                input,
                expect,
                status -> ErrorTable.classify(new ErrorWords(Optional.of(status), "", "", "", "")));
    }

    /** An input with a field that is not looked at would pass for the wrong reason. */
    private void only(String... fields) {
        Set<String> known = Set.of(fields);
        input.fieldNames()
                .forEachRemaining(
                        field -> assertThat(known).as(id + ": field " + field).contains(field));
    }

    private Instant now() {
        return input.has("now") ? Instant.parse(input.path("now").asText()) : SOME_TIME;
    }

    private static RetryPolicy policy(Duration base, Duration honouredMax) {
        return new RetryPolicy(2, base, 2, Duration.ofSeconds(8), honouredMax);
    }

    private static AnswerHeaders headers(JsonNode node) {
        Map<String, String> headers = new HashMap<>();
        node.properties().forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        return new AnswerHeaders(headers);
    }

    private static Duration duration(JsonNode seconds) {
        return Duration.ofNanos(
                new BigDecimal(seconds.asText()).movePointRight(9).longValueExact());
    }

    private static String list(JsonNode numbers) {
        List<Long> list = new ArrayList<>();
        numbers.forEach(number -> list.add(number.asLong()));
        return list.toString();
    }
}
