package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.Step;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ReroutedRequest;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends what was decided to where it belongs, stamped with the time of the decision. */
final class Outputs {

    private final ProcessorContext<byte @Nullable [], Object> context;

    Outputs(ProcessorContext<byte @Nullable [], Object> context) {
        this.context = context;
    }

    void send(Step.Output output, Instant now) {
        switch (output) {
            case Step.Output.ToPlacement(String pool, AdmittedEvent event) ->
                    forward(Topics.ADMITTED, bytes(pool), event, now);
            case Step.Output.ToLedger(Decision decision) ->
                    forward(Topics.DECISIONS, customer(decision.getTenant()), decision, now);
            case Step.Output.ToAgent(InferenceResult result) ->
                    forward(Topics.RESULTS, customer(result.getTenant()), result, now);
        }
    }

    void reroute(String customer, ReroutedRequest request, Instant now) {
        forward(Topics.REROUTED, bytes(customer), request, now);
    }

    /** Under the key that the record had, if that is kept. */
    void bury(DeadLetter letter, Instant now) {
        byte[] key = letter.getKey().map(ByteBuffer::array).orElse(null);
        forward(Topics.DEAD_LETTERS, key, letter, now);
    }

    private void forward(Topic<?> topic, byte @Nullable [] key, Object value, Instant now) {
        context.forward(
                new Record<>(key, value, now.toEpochMilli()), AdmissionTopology.sinkName(topic));
    }

    /** No key where nobody is known. */
    private static byte @Nullable [] customer(Tenant tenant) {
        return tenant.getCustomer().isEmpty() ? null : bytes(tenant.getCustomer());
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
