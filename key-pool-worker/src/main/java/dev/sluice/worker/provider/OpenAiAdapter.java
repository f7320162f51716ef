package dev.sluice.worker.provider;

import dev.sluice.schemas.record.Attempt;
import java.net.URI;
import java.time.Instant;

/**
 * Speaks as OpenAI's own clients do, to any host that understands them.
 *
 * @param baseUrl such as {@code https://host/v1}
 */
record OpenAiAdapter(URI baseUrl) implements ProviderAdapter {

    @Override
    public Step prepare(Attempt attempt, String secret) {
        return switch (OpenAiRequest.of(attempt, baseUrl, secret)) {
            case OpenAiRequest.Prepared.Ready(ProviderRequest request) -> new Step.Send(request);
            case OpenAiRequest.Prepared.Unusable(String why) ->
                    new Step.End(Outcomes.unusable(why));
        };
    }

    @Override
    public CallOutcome read(Attempt attempt, ProviderReply reply, Instant now, String secret) {
        return AnswerReader.read(new OpenAiDialect(), reply, now, new SecretScrub(secret));
    }
}
