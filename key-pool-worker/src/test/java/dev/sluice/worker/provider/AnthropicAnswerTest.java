package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.TokenUsage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicAnswerTest {

    private static final String ANSWER =
            """
            {'id':'msg_1','type':'message','role':'assistant','model':'claude-x',
             'content':[{'type':'thinking','thinking':'hm'},{'type':'text','text':'Hello'},{'type':'text','text':' you'},
                        {'type':'tool_use','id':'t1','name':'f','input':{'x':1}}],
             'stop_reason':'tool_use',
             'usage':{'input_tokens':10,'cache_read_input_tokens':4,'cache_creation_input_tokens':2,'output_tokens':7}}
            """;

    private final AnthropicAdapter adapter = new AnthropicAdapter(URI.create("https://host/v1"));
    private final Spoken chat = new Spoken(adapter, "/v1/chat/completions");
    private final Spoken own = new Spoken(adapter, "/v1/messages");

    @Test
    void a_message_becomes_a_chat_completion() {
        assertThat(chat.answered(ANSWER))
                .isEqualTo(
                        Spoken.json(
                                """
                                {'id':'msg_1','object':'chat.completion','created':1767225600,'model':'claude-x',
                                 'choices':[{'index':0,'message':{'role':'assistant',
                                     'tool_calls':[{'id':'t1','type':'function','function':{'name':'f','arguments':'{\\"x\\":1}'}}],
                                     'content':'Hello you'},'finish_reason':'tool_calls'}],
                                 'usage':{'prompt_tokens':16,'completion_tokens':7,'total_tokens':23,
                                   'prompt_tokens_details':{'cached_tokens':4},'completion_tokens_details':{'reasoning_tokens':0}}}
                                """));
    }

    @Test
    void it_is_billed_by_all_input_that_was_read_written_or_plain() {
        CallOutcome outcome = chat.read(200, Map.of("request-id", "req_7"), ANSWER);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.ACTUAL);
        assertThat(outcome.usage()).contains(new TokenUsage(16L, 7L, 4L, 0L));
        assertThat(outcome.servedModel()).contains("claude-x");
        assertThat(outcome.providerRequestId()).contains("req_7");
    }

    @Test
    void in_its_own_words_the_answer_goes_through_as_it_is() {
        assertThat(own.answered(ANSWER)).isEqualTo(Spoken.json(ANSWER));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "stop_sequence, stop",
        "max_tokens, length",
        "model_context_window_exceeded, length",
        "tool_use, tool_calls",
        "refusal, content_filter",
        "something_new, stop"
    })
    void why_it_ended_has_a_word_of_its_own(String said, String expected) {
        JsonNode answer =
                chat.answered(
                        "{'content':[{'type':'text','text':'x'}],'stop_reason':'" + said + "'}");

        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo(expected);
    }

    @Test
    void an_answer_that_does_not_say_its_usage_is_billed_at_the_bound() {
        assertThat(chat.read(200, Map.of(), "{'content':[]}").billing()).isEqualTo(Billing.BOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, prompt is too long: 9 tokens, CONTEXT_WINDOW",
        "400, invalid_request_error, messages: at least one, INVALID_REQUEST",
        "401, authentication_error, invalid x-api-key, AUTH",
        "403, permission_error, no, MODEL_ACCESS",
        "404, not_found_error, model: claude-y, MODEL_ACCESS",
        "429, rate_limit_error, too many, RATE_LIMIT",
        "500, api_error, oops, SERVER_ERROR",
        "529, overloaded_error, Overloaded, OVERLOADED"
    })
    void errors_are_classified(int status, String type, String message, ErrorClass expected) {
        String body =
                "{'type':'error','error':{'type':'%s','message':'%s'}}".formatted(type, message);

        assertThat(chat.read(status, Map.of(), body).errorClass()).contains(expected);
    }

    @Test
    void the_agents_own_fault_is_told_in_the_words_it_speaks() {
        String body =
                "{'type':'error','error':{'type':'invalid_request_error','message':'max_tokens: no'}}";

        assertThat(Spoken.response(chat.read(400, Map.of(), body)))
                .isEqualTo(
                        Spoken.json(
                                "{'error':{'message':'max_tokens: no','type':'invalid_request_error','param':null,'code':null}}"));
        assertThat(Spoken.response(own.read(400, Map.of(), body))).isEqualTo(Spoken.json(body));
    }

    @Test
    void an_error_inside_a_good_status_is_an_error() {
        CallOutcome outcome =
                chat.read(
                        200,
                        Map.of(),
                        "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");

        assertThat(outcome.errorClass()).contains(ErrorClass.OVERLOADED);
    }

    @Test
    void its_headers_say_what_is_left_of_the_limits() {
        Pace pace =
                chat.read(
                                200,
                                Map.of(
                                        "anthropic-ratelimit-requests-remaining",
                                        "41",
                                        "anthropic-ratelimit-requests-reset",
                                        "2026-01-01T00:00:30Z"),
                                ANSWER)
                        .pace();

        assertThat(pace.remainingRequests()).isEqualTo(OptionalLong.of(41));
        assertThat(pace.resetRequests()).contains(Duration.ofSeconds(30));
    }
}
