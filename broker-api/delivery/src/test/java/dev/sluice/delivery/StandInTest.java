package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import dev.sluice.testing.ResultSamples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandInTest {

    private static final SourcePosition AT = new SourcePosition("inference.results", 3, 17);
    private static final int SMALL = 2_048;

    @Test
    void itHasTheIdsAndTheAccountAndSaysWhereAllOfItStands() {
        InferenceResult whole = ResultSamples.answered("x".repeat(10_000)).build();

        assertThat(ResultLine.json(StandIn.of(whole, "results.acme", AT)))
                .isEqualTo(
                        """
                        {"id":"ID","custom_id":"c-1","response":null,\
                        "error":{"code":"result_too_large","message":"the result is larger than the topic \
                        results.acme takes (its max.message.bytes); all of it stands in inference.results, \
                        partition 3, offset 17"},\
                        "sluice":{"status":"answered","attempts":1,"customer":"acme","team":"research",\
                        "key":"demo","cost_usd":0.000022200000,"queue_ms":5,"provider_ms":300,\
                        "replayed":false,"cached":false,"degraded":false,\
                        "workflow":"w-1","step":"plan",\
                        "served":{"provider":"sim","model":"gpt-4o-mini","key":"key-a"},\
                        "usage":{"input_tokens":12,"output_tokens":34,"cached_input_tokens":0,"reasoning_tokens":0}}}\
                        """
                                .replace("ID", ResultSamples.ID));
    }

    @Test
    void anErrorOfItsOwnIsNamed() {
        InferenceResult failed =
                ResultSamples.unanswered(ResultStatus.FAILED, 502, "y".repeat(10_000)).build();

        assertThat(StandIn.of(failed, "t", AT).getError().orElseThrow().getMessage())
                .endsWith("offset 17; its own error is a_type");
    }

    @Test
    void idsAsLongAsAgentsCanMakeThemAreLeftOut() {
        String endless = "z".repeat(60_000);
        InferenceResult odd =
                ResultSamples.answered("{}")
                        .setCustomId(endless)
                        .setModel(endless)
                        .setWorkflow(endless)
                        .setStep(endless)
                        .setTraceparent(endless)
                        .setServed(
                                Served.newBuilder()
                                        .setProvider("sim")
                                        .setModel(endless)
                                        .setProviderRequestId(endless)
                                        .build())
                        .build();

        InferenceResult small = StandIn.of(odd, "t", AT);

        assertThat(ResultLine.json(small)).hasSizeLessThan(SMALL);
        assertThat(Copy.of(small, Copy::json).bytes()).isLessThan(SMALL);
        assertThat(small.toString()).hasSizeLessThan(SMALL);
        assertThat(small.getCustomId()).isEqualTo(Optional.empty());
        assertThat(small.getRequestId()).isEqualTo(ResultSamples.ID);
    }
}
