package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Speaks Gemini's {@code generateContent}: chat completions are put into its words and back.
 *
 * @param baseUrl such as {@code https://host/v1beta}
 */
record GeminiAdapter(URI baseUrl) implements ProviderAdapter {

    @Override
    public Step prepare(Attempt attempt, String secret) {
        try {
            if (!attempt.getUrl().equals(RequestForm.CHAT)) {
                throw new Untranslatable("url", "this model's provider takes " + RequestForm.CHAT);
            }
            Map<String, String> headers = RequestForm.headers(attempt);
            headers.put("x-goog-api-key", secret);
            return new Step.Send(
                    new ProviderRequest(
                            RequestForm.below(baseUrl, path(attempt.getProviderModel())),
                            headers,
                            GeminiRequest.of(RequestForm.json(attempt))));
        } catch (Untranslatable e) {
            return new Step.End(Outcomes.unusable(e.why()));
        }
    }

    @Override
    public CallOutcome read(Attempt attempt, ProviderReply reply, Instant now, String secret) {
        return AnswerReader.read(
                new GeminiDialect(attempt, now), reply, now, new SecretScrub(secret));
    }

    /** Encoded: a model's name must not lead anywhere else. */
    private static String path(String model) {
        String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return "/models/" + name + ":generateContent";
    }
}
