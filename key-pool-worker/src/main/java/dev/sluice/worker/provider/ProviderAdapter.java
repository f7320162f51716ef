package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * How one family of providers is spoken to: what is sent for an attempt, and what the reply means.
 * Pure; any thread.
 */
public sealed interface ProviderAdapter permits OpenAiAdapter, AnthropicAdapter, GeminiAdapter {

    /** What is to be done about an attempt. */
    sealed interface Step {
        record Send(ProviderRequest request) implements Step {}

        /** No request can be made of it. */
        record End(CallOutcome outcome) implements Step {}
    }

    /**
     * The adapter of a configured provider; empty for a type that nobody speaks.
     *
     * @param type as in the configuration
     * @param baseUrl such as {@code https://host/v1}
     */
    static Optional<ProviderAdapter> of(String type, URI baseUrl) {
        return switch (type) {
            case "openai" -> Optional.of(new OpenAiAdapter(baseUrl));
            case "anthropic" -> Optional.of(new AnthropicAdapter(baseUrl));
            case "gemini" -> Optional.of(new GeminiAdapter(baseUrl));
            default -> Optional.empty();
        };
    }

    /** What its paths are below. */
    URI baseUrl();

    Step prepare(Attempt attempt, String secret);

    /**
     * @param attempt that was sent
     * @param now when the reply was complete
     * @param secret that was sent: it is taken out of what came back
     */
    CallOutcome read(Attempt attempt, ProviderReply reply, Instant now, String secret);

    /** Where the time is over before anything was sent. */
    default CallOutcome tooLate() {
        return Outcomes.tooLate();
    }

    /** Where the worker has no secret for the key. */
    default CallOutcome withoutSecret() {
        return Outcomes.withoutSecret();
    }
}
