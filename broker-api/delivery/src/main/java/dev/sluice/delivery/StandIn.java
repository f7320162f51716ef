package dev.sluice.delivery;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.Served;
import java.util.Optional;

/**
 * What is delivered in place of a result that the customer's topic does not take: the same ids and
 * the same account of what happened, no body, and where all of it stands.
 */
final class StandIn {

    /** As in docs/reference/errors.md. */
    static final String ERROR = "result_too_large";

    /** Ids are texts of the agent's choice; longer ones are left out, so that this stays small. */
    private static final int TEXT_MAX = 256;

    private StandIn() {}

    /**
     * @param topic the customer's
     * @param at where the whole result stands
     */
    static InferenceResult of(InferenceResult result, String topic, SourcePosition at) {
        String own =
                result.getError().map(error -> "; its own error is " + error.getType()).orElse("");
        return InferenceResult.newBuilder(result)
                .setCustomId(shortOrNone(result.getCustomId()).orElse(null))
                .setModel(shortOrNone(Optional.of(result.getModel())).orElse(""))
                .setBody(null)
                .setError(
                        ResultError.newBuilder()
                                .setType(ERROR)
                                .setMessage(
                                        "the result is larger than the topic %s takes (its max.message.bytes); all of it stands in %s, partition %d, offset %d%s"
                                                .formatted(
                                                        topic,
                                                        at.topic(),
                                                        at.partition(),
                                                        at.offset(),
                                                        own))
                                .build())
                .setServed(result.getServed().map(StandIn::bounded).orElse(null))
                .setWorkflow(shortOrNone(result.getWorkflow()).orElse(null))
                .setStep(shortOrNone(result.getStep()).orElse(null))
                .setTraceparent(shortOrNone(result.getTraceparent()).orElse(null))
                .build();
    }

    /** What providers say of themselves is of their choice, too. */
    private static Served bounded(Served served) {
        return Served.newBuilder(served)
                .setModel(shortOrNone(served.getModel()).orElse(null))
                .setProviderRequestId(shortOrNone(served.getProviderRequestId()).orElse(null))
                .build();
    }

    private static Optional<String> shortOrNone(Optional<String> text) {
        return text.filter(it -> it.length() <= TEXT_MAX);
    }
}
