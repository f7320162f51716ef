package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.schemas.record.InferenceRequest;
import java.util.Optional;

/**
 * What stands around a request's body: enough to say whose it is and which others are the same,
 * without the body being read. Nothing of it is checked.
 *
 * @param key the idempotency key as admission takes it: given, or made of workflow and step
 * @param replayOf id of the request that this one replays
 */
public record Envelope(
        Optional<String> virtualKey,
        Optional<String> key,
        Optional<String> workflow,
        Optional<String> step,
        Optional<String> replayOf) {

    public static Envelope of(Letter letter) {
        return switch (letter) {
            case Letter.OfAvro avro -> of(avro.request());
            case Letter.OfJson json -> of(json);
        };
    }

    private static Envelope of(InferenceRequest request) {
        return new Envelope(
                Optional.of(request.getVirtualKey()),
                IdempotencyKey.of(
                        AvroForm.idempotencyKey(request), request.getWorkflow(), request.getStep()),
                request.getWorkflow(),
                request.getStep(),
                request.getReplayOf());
    }

    private static Envelope of(Letter.OfJson json) {
        Optional<String> workflow = json.header(JsonLine.WORKFLOW_HEADER);
        Optional<String> step = json.header(JsonLine.STEP_HEADER);
        return new Envelope(
                json.virtualKey(),
                IdempotencyKey.of(json.header(JsonLine.IDEMPOTENCY_HEADER), workflow, step),
                workflow,
                step,
                json.header(JsonLine.REPLAY_OF_HEADER));
    }
}
