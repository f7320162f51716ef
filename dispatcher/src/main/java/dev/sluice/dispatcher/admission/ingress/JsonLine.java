package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.CachePolicy;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Priority;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a batch line: {@code custom_id method url body} in the line as OpenAI's Batch API
 * has them, the rest in headers.
 */
final class JsonLine {

    static final String KEY_HEADER = "sluice-key";
    static final String IDEMPOTENCY_HEADER = "idempotency-key";
    static final String DEADLINE_HEADER = "sluice-deadline";
    static final String WORKFLOW_HEADER = "sluice-workflow";
    static final String STEP_HEADER = "sluice-step";
    static final String REPLAY_OF_HEADER = "sluice-replay-of";

    private final JsonNode line;
    private final Map<String, String> headers;
    private final Instant acceptedAt;

    JsonLine(JsonNode line, Map<String, String> headers, Instant acceptedAt) {
        this.line = line;
        this.headers = headers;
        this.acceptedAt = acceptedAt;
    }

    /** Of any JSON value; empty where it has none that could be echoed. */
    static Optional<String> customId(JsonNode line) {
        JsonNode id = line.path("custom_id");
        return id.isTextual() ? Optional.of(id.textValue()) : Optional.empty();
    }

    Fields fields() throws Flaw {
        if (!line.isObject()) {
            throw Flaw.invalid("a line is one JSON object");
        }
        if (!line.path("body").isObject()) {
            throw Flaw.invalid("body must be a JSON object");
        }
        return new Fields(
                text("method", "POST"),
                text("url", "/v1/chat/completions"),
                line.path("body"),
                header(IDEMPOTENCY_HEADER),
                deadline(),
                choice("sluice-priority", Priority.class, Priority.STANDARD),
                calls(),
                choice("sluice-on-limit", OnLimit.class, OnLimit.DEFAULT),
                echo(),
                new RequestFacts.Wishes(
                        choice("sluice-fallback", Fallback.class, Fallback.NONE),
                        choice("sluice-on-unreachable", OnUnreachable.class, OnUnreachable.WAIT),
                        pinning()),
                cache(),
                tags());
    }

    private Optional<CachePolicy> cache() throws Flaw {
        Optional<String> text = header("sluice-cache");
        return text.isEmpty() ? Optional.empty() : Optional.of(CacheText.parse(text.get()));
    }

    private Map<String, String> tags() throws Flaw {
        Optional<String> text = header("sluice-tags");
        return text.isEmpty() ? Map.of() : Tags.parse(text.get());
    }

    private RequestFacts.Wishes.Pinning pinning() throws Flaw {
        return switch (header("sluice-pin").orElse("none")) {
            case "none" -> RequestFacts.Wishes.Pinning.NONE;
            case "model" -> RequestFacts.Wishes.Pinning.WORKFLOW;
            default -> throw Flaw.invalid("sluice-pin is model or none");
        };
    }

    RequestFacts.Echo echo() {
        return new RequestFacts.Echo(
                customId(line),
                header(WORKFLOW_HEADER),
                header(STEP_HEADER),
                header("traceparent"),
                header(REPLAY_OF_HEADER));
    }

    private String text(String name, String otherwise) throws Flaw {
        JsonNode value = line.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw Flaw.invalid(name + " must be a string");
        }
        return value.textValue();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
    }

    private Optional<Instant> deadline() throws Flaw {
        Optional<String> text = header(DEADLINE_HEADER);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(DeadlineText.parse(text.get(), acceptedAt));
    }

    private RequestFacts.Calls calls() throws Flaw {
        return switch (header("sluice-repeatable").orElse("true")) {
            case "true" -> RequestFacts.Calls.REPEATABLE;
            case "false" -> RequestFacts.Calls.ONCE;
            default -> throw Flaw.invalid("sluice-repeatable is true or false");
        };
    }

    private <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) throws Flaw {
        Optional<String> text = header(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        for (E each : type.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text.get())) {
                return each;
            }
        }
        throw Flaw.invalid(name + " has no such value");
    }
}
