package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiAnswerTest {

    private static final String ANSWER =
            """
            {'responseId':'r1','modelVersion':'gemini-x',
             'candidates':[{'content':{'role':'model','parts':[{'text':'hm','thought':true},{'text':'Hello'},{'text':' you'}]},
               'finishReason':'STOP','index':0}],
             'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':7,'thoughtsTokenCount':3,
               'cachedContentTokenCount':4,'toolUsePromptTokenCount':1,'totalTokenCount':21}}
            """;

    private final Spoken chat =
            new Spoken(
                    new GeminiAdapter(URI.create("https://host/v1beta")), "/v1/chat/completions");

    @Test
    void content_becomes_a_chat_completion_without_its_thoughts() {
        assertThat(chat.answered(ANSWER))
                .isEqualTo(
                        Spoken.json(
                                """
                                {'id':'r1','object':'chat.completion','created':1767225600,'model':'gemini-x',
                                 'choices':[{'index':0,'message':{'role':'assistant','content':'Hello you'},'finish_reason':'stop'}],
                                 'usage':{'prompt_tokens':11,'completion_tokens':10,'total_tokens':21,
                                   'prompt_tokens_details':{'cached_tokens':4},'completion_tokens_details':{'reasoning_tokens':3}}}
                                """));
    }

    @Test
    void what_it_thought_is_billed_as_output() {
        CallOutcome outcome = chat.read(200, Map.of(), ANSWER);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.usage()).contains(new TokenUsage(11L, 10L, 4L, 3L));
        assertThat(outcome.servedModel()).contains("gemini-x");
        assertThat(outcome.providerRequestId()).contains("r1");
    }

    @Test
    void calls_of_functions_become_tool_calls_with_their_signature() {
        assertThat(
                        chat.answered(
                                        """
                                        {'responseId':'r1','candidates':[{'content':{'parts':[
                                          {'functionCall':{'name':'f','args':{'x':1}},'thoughtSignature':'sig'},
                                          {'functionCall':{'id':'own','name':'g'}}]},'finishReason':'STOP'}]}
                                        """)
                                .path("choices"))
                .isEqualTo(
                        Spoken.json(
                                """
                                [{'index':0,'message':{'role':'assistant','tool_calls':[
                                    {'id':'call_r1_0','type':'function','function':{'name':'f','arguments':'{\\"x\\":1}'},
                                     'extra_content':{'google':{'thought_signature':'sig'}}},
                                    {'id':'own','type':'function','function':{'name':'g','arguments':'{}'}}],
                                  'content':null},'finish_reason':'tool_calls'}]
                                """));
    }

    @Test
    void an_answer_without_id_and_model_gets_those_of_the_request() {
        JsonNode answer =
                chat.answered(
                        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]}}]}");

        assertThat(answer.path("id").asText()).isEqualTo(Samples.requestId(1));
        assertThat(answer.path("model").asText()).isEqualTo("model-1");
        assertThat(answer.at("/choices/0/message/tool_calls/0/id").asText())
                .isEqualTo("call_" + Samples.requestId(1) + "_0");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "MAX_TOKENS, length",
        "SAFETY, content_filter",
        "RECITATION, content_filter",
        "OTHER, stop"
    })
    void why_it_ended_has_a_word_of_its_own(String said, String expected) {
        assertThat(
                        chat.answered("{'candidates':[{'finishReason':'" + said + "'}]}")
                                .at("/choices/0/finish_reason")
                                .asText())
                .isEqualTo(expected);
    }

    @Test
    void a_blocked_prompt_is_the_agents_fault_and_costs_nothing() {
        CallOutcome outcome =
                chat.read(200, Map.of(), "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'}}");

        assertThat(outcome.errorClass()).contains(ErrorClass.CONTENT_POLICY);
        assertThat(outcome.billing()).isEqualTo(Billing.NONE);
        assertThat(Spoken.response(outcome).at("/error/message").asText())
                .isEqualTo("the provider blocked the prompt: PROHIBITED_CONTENT");
    }

    @Test
    void an_answer_that_does_not_say_its_usage_is_billed_at_the_bound() {
        assertThat(chat.read(200, Map.of(), "{'candidates':[]}").billing())
                .isEqualTo(Billing.BOUND);
    }

    @Test
    void a_refusal_for_rate_says_in_its_body_how_long_to_wait() {
        CallOutcome outcome =
                chat.read(
                        429,
                        Map.of(),
                        """
                        {'error':{'code':429,'status':'RESOURCE_EXHAUSTED','message':'Quota exceeded','details':[
                          {'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'7s'}]}}
                        """);

        assertThat(outcome.errorClass()).contains(ErrorClass.RATE_LIMIT);
        assertThat(outcome.pace().retryAfter()).contains(Duration.ofSeconds(7));
    }
}
