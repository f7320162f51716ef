package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Served;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.ResultSamples;
import dev.sluice.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The line, sign by sign: pipelines are written against it. */
class ResultLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anAnswerIsALineOfTheBatchOutputFormat() {
        InferenceResult answered =
                ResultSamples.answered("{\"id\":\"x\",\"n\":1}")
                        .setUsage(new TokenUsage(12L, 34L, 5L, 6L))
                        .setTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .build();

        assertThat(ResultLine.json(answered))
                .isEqualTo(
                        """
                        {"id":"ID","custom_id":"c-1",\
                        "response":{"status_code":200,"request_id":"ID","body":{"id":"x","n":1}},\
                        "error":null,\
                        "sluice":{"status":"answered","attempts":1,"customer":"acme","team":"research",\
                        "key":"demo","cost_usd":0.000022200000,"queue_ms":5,"provider_ms":300,\
                        "replayed":false,"cached":false,"degraded":false,\
                        "workflow":"w-1","step":"plan",\
                        "served":{"provider":"sim","model":"gpt-4o-mini","key":"key-a"},\
                        "usage":{"input_tokens":12,"output_tokens":34,"cached_input_tokens":5,"reasoning_tokens":6},\
                        "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}\
                        """
                                .replace("ID", ResultSamples.ID));
    }

    @Test
    void whatIsNotKnownIsNull() {
        InferenceResult expired =
                ResultSamples.unanswered(ResultStatus.EXPIRED, 504, "too late").build();

        assertThat(ResultLine.json(expired))
                .isEqualTo(
                        """
                        {"id":"ID","custom_id":null,"response":null,\
                        "error":{"code":"a_type","message":"too late"},\
                        "sluice":{"status":"expired","attempts":0,"customer":"acme","team":"research",\
                        "key":"demo","cost_usd":0.000000000000,"queue_ms":0,"provider_ms":0,\
                        "replayed":false,"cached":false,"degraded":false,\
                        "workflow":null,"step":null,"served":null,"usage":null}}\
                        """
                                .replace("ID", ResultSamples.ID));
    }

    @Test
    void whereAnAnswerComesFromIsSaid() throws Exception {
        InferenceResult odd =
                ResultSamples.answered("{}")
                        .setReplayed(true)
                        .setCached(true)
                        .setCachedAnswer(new CachedAnswer(7L, "t.0.1"))
                        .setDegraded(true)
                        .build();

        assertThat(tree(odd).at("/sluice/replayed").booleanValue()).isTrue();
        assertThat(tree(odd).at("/sluice/cached").booleanValue()).isTrue();
        assertThat(tree(odd).at("/sluice/cached_answer/age_ms").longValue()).isEqualTo(7);
        assertThat(tree(odd).at("/sluice/cached_answer/from_request").textValue())
                .isEqualTo("t.0.1");
        assertThat(tree(odd).at("/sluice/degraded").booleanValue()).isTrue();
    }

    @Test
    void anotherModelsAnswerSaysWhichWasAskedAndWhy() throws Exception {
        InferenceResult other =
                ResultSamples.answered("{}")
                        .setDegraded(true)
                        .setDegradation(new Degradation("gpt-4o-mini", "claude", "model_gone"))
                        .build();

        assertThat(tree(other).at("/sluice/degradation").toString())
                .isEqualTo(
                        "{\"asked\":\"gpt-4o-mini\",\"served\":\"claude\",\"reason\":\"model_gone\"}");
    }

    @Test
    void whatARequestReplaysIsNamedWhereItIsAReplay() throws Exception {
        String original = Samples.requestId(3);
        InferenceResult replay = ResultSamples.answered("{}").setReplayOf(original).build();
        InferenceResult other = ResultSamples.answered("{}").build();

        assertThat(tree(replay).at("/sluice/replay_of").textValue()).isEqualTo(original);
        assertThat(tree(other).path("sluice").has("replay_of")).isFalse();
    }

    @Test
    void aRefusalByTheProviderHasItsWordsAndTheError() throws Exception {
        InferenceResult failed =
                ResultSamples.unanswered(ResultStatus.FAILED, 400, "no such tool")
                        .setBody(ResultSamples.bytes("{\"error\":{\"code\":\"tool\"}}"))
                        .build();

        assertThat(tree(failed).at("/response/status_code").intValue()).isEqualTo(400);
        assertThat(tree(failed).at("/response/body/error/code").asText()).isEqualTo("tool");
        assertThat(tree(failed).at("/error/code").asText()).isEqualTo("a_type");
    }

    @Test
    void aServerThatTellsNeitherModelNorKeyHasNulls() throws Exception {
        InferenceResult echoed =
                ResultSamples.answered("{}")
                        .setServed(Served.newBuilder().setProvider("echo").build())
                        .build();

        assertThat(tree(echoed).at("/sluice/served"))
                .isEqualTo(JSON.readTree("{\"provider\":\"echo\",\"model\":null,\"key\":null}"));
    }

    @Test
    void aBodyOfSeveralLinesIsOnOne() throws Exception {
        InferenceResult pretty = ResultSamples.answered("{\r\n  \"a\": [1,\n 2]\n}\n").build();

        assertThat(ResultLine.json(pretty)).contains("\"body\":{    \"a\": [1,  2] } }");
        assertThat(tree(pretty).at("/response/body")).isEqualTo(JSON.readTree("{\"a\":[1,2]}"));
    }

    @Test
    void aBodyThatIsNoJsonIsAString() throws Exception {
        InferenceResult page = ResultSamples.answered("<p>\n\"502\"</p>").build();

        assertThat(tree(page).at("/response/body").textValue()).isEqualTo("<p>\n\"502\"</p>");
    }

    @Test
    void aBodyCanBeWrittenTwice() {
        InferenceResult answered = ResultSamples.answered("{\"a\":1}").build();

        assertThat(ResultLine.json(answered)).isEqualTo(ResultLine.json(answered));
    }

    @ParameterizedTest
    @EnumSource(ResultStatus.class)
    void everyStatusIsAWordInLowerCase(ResultStatus status) throws Exception {
        InferenceResult result = ResultSamples.bare(status, 200).build();

        assertThat(tree(result).at("/sluice/status").asText())
                .isEqualTo(ResultLine.status(result))
                .isEqualToIgnoringCase(status.name())
                .isLowerCase();
    }

    private static JsonNode tree(InferenceResult result) throws Exception {
        String line = ResultLine.json(result);
        assertThat(line).hasLineCount(1);
        return JSON.readTree(line);
    }
}
