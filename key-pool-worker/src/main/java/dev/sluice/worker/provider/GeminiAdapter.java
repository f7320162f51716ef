package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.url.GenerateContentUrl;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * Speaks Gemini's {@code generateContent}: requests in its own words go through as they are, chat
 * completions are put into them and back.
 *
 * @param baseUrl such as {@code https://host/v1beta}
 */
record GeminiAdapter(URI baseUrl) implements ProviderAdapter {

    @Override
    public Step prepare(Attempt attempt, String secret) {
        try {
            Map<String, String> headers = RequestForm.headers(attempt);
            headers.put("x-goog-api-key", secret);
            return new Step.Send(new ProviderRequest(uri(attempt), headers, body(attempt)));
        } catch (Untranslatable e) {
            return new Step.End(Outcomes.unusable(e.why()));
        }
    }

    @Override
    public CallOutcome read(Attempt attempt, ProviderReply reply, Instant now, String secret) {
        Dialect.Form form = isNative(attempt) ? Dialect.Form.NATIVE : Dialect.Form.CHAT;
        return AnswerReader.read(
                new GeminiDialect(form, attempt, now), reply, now, new SecretScrub(secret));
    }

    /** The agent's own path names the model as the agent does. */
    private URI uri(Attempt attempt) {
        String path = new GenerateContentUrl(attempt.getProviderModel()).path();
        return RequestForm.below(baseUrl, path.substring(GenerateContentUrl.PREFIX.length() - 1));
    }

    private static ByteBuffer body(Attempt attempt) throws Untranslatable {
        if (isNative(attempt)) {
            return RequestForm.bytes(attempt);
        }
        if (attempt.getUrl().equals(RequestForm.CHAT)) {
            return GeminiRequest.of(RequestForm.json(attempt));
        }
        throw new Untranslatable(
                "url",
                "this model's provider takes "
                        + RequestForm.CHAT
                        + " and "
                        + GenerateContentUrl.FORM);
    }

    private static boolean isNative(Attempt attempt) {
        return GenerateContentUrl.parse(attempt.getUrl()).isPresent();
    }
}
