package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * Speaks Anthropic's Messages API: requests to {@code /v1/messages} go through as they are, chat
 * completions are put into its words and back.
 *
 * @param baseUrl such as {@code https://host/v1}
 */
record AnthropicAdapter(URI baseUrl) implements ProviderAdapter {

    private static final String MESSAGES = "/v1/messages";

    /** The version of the API that is spoken here; Anthropic asks for it in each request. */
    private static final String VERSION = "2023-06-01";

    @Override
    public Step prepare(Attempt attempt, String secret) {
        try {
            Map<String, String> headers = RequestForm.headers(attempt);
            headers.put("x-api-key", secret);
            headers.put("anthropic-version", VERSION);
            return new Step.Send(
                    new ProviderRequest(
                            RequestForm.below(baseUrl, "/messages"), headers, body(attempt)));
        } catch (Untranslatable e) {
            return new Step.End(Outcomes.unusable(e.why()));
        }
    }

    @Override
    public CallOutcome read(Attempt attempt, ProviderReply reply, Instant now, String secret) {
        Dialect.Form form =
                attempt.getUrl().equals(MESSAGES) ? Dialect.Form.NATIVE : Dialect.Form.CHAT;
        return AnswerReader.read(
                new AnthropicDialect(form, now), reply, now, new SecretScrub(secret));
    }

    private static ByteBuffer body(Attempt attempt) throws Untranslatable {
        return switch (attempt.getUrl()) {
            case MESSAGES -> RequestForm.bytes(attempt);
            case RequestForm.CHAT -> AnthropicRequest.of(RequestForm.json(attempt));
            default ->
                    throw new Untranslatable(
                            "url",
                            "this model's provider takes " + RequestForm.CHAT + " and " + MESSAGES);
        };
    }
}
