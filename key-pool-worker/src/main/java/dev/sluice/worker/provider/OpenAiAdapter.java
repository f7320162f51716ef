package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import java.net.URI;
import java.time.Instant;

/**
 * Speaks as OpenAI's own clients do, to any host that understands them.
 *
 * @param baseUrl such as {@code https://host/v1}
 */
public record OpenAiAdapter(URI baseUrl) {

    /** What is to be done about an attempt. */
    public sealed interface Step {
        record Send(ProviderRequest request) implements Step {}

        /** No request can be made of it. */
        record End(CallOutcome outcome) implements Step {}
    }

    public Step prepare(Attempt attempt, String secret) {
        return switch (OpenAiRequest.of(attempt, baseUrl, secret)) {
            case OpenAiRequest.Prepared.Ready(ProviderRequest request) -> new Step.Send(request);
            case OpenAiRequest.Prepared.Unusable(String why) ->
                    new Step.End(Outcomes.unusable(why));
        };
    }

    /**
     * @param now when the reply was complete
     * @param secret that was sent: it is taken out of what came back
     */
    public CallOutcome read(ProviderReply reply, Instant now, String secret) {
        return OpenAiAnswer.read(reply, now, new SecretScrub(secret));
    }

    /** Where the time is over before anything was sent. */
    public CallOutcome tooLate() {
        return Outcomes.tooLate();
    }

    /** Where the worker has no secret for the key. */
    public CallOutcome withoutSecret() {
        return Outcomes.withoutSecret();
    }
}
