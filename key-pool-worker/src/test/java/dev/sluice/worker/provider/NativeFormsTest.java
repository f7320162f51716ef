package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.TokenUsage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said in a provider's own words, at each endpoint: unchanged there and back. */
final class NativeFormsTest {

    private static final String GENERATE = "/v1beta/models/fast:generateContent";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "openai, /v1/chat/completions, https://host/v1/chat/completions",
        "openai, /v1/completions, https://host/v1/completions",
        "openai, /v1/responses, https://host/v1/responses",
        "openai, /v1/embeddings, https://host/v1/embeddings",
        "anthropic, /v1/messages, https://host/v1/messages",
        "gemini, " + GENERATE + ", https://host/v1beta/models/model-1:generateContent",
    })
    void theBodyIsSentAsItIsAndNotCopied(String type, String url, String to) {
        Spoken spoken = new Spoken(adapter(type), url);
        String body = "{'model':'x','contents':[],'unheard of':{'n':[1.0,1e5]}}";

        ProviderRequest request = spoken.sent(body);

        assertThat(request.uri()).isEqualTo(URI.create(to));
        assertThat(UTF_8.decode(request.body().duplicate()).toString())
                .isEqualTo(Spoken.json(body).toString());
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    openai | /v1/chat/completions | 'usage':{'prompt_tokens':10,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':4},'completion_tokens_details':{'reasoning_tokens':3}} | 10/5/4/3
                    openai | /v1/responses | 'usage':{'input_tokens':10,'output_tokens':5,'input_tokens_details':{'cached_tokens':4},'output_tokens_details':{'reasoning_tokens':3},'total_tokens':15} | 10/5/4/3
                    openai | /v1/embeddings | 'usage':{'prompt_tokens':8,'total_tokens':8} | 8/0/0/0
                    anthropic | /v1/messages | 'usage':{'input_tokens':10,'output_tokens':5,'cache_read_input_tokens':4,'cache_creation_input_tokens':2} | 16/5/4/0
                    anthropic | /v1/messages | 'usage':{'input_tokens':10,'output_tokens':5,'cache_read_input_tokens':null} | 10/5/0/0
                    gemini | /v1beta/models/fast:generateContent | 'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':2,'thoughtsTokenCount':3,'cachedContentTokenCount':4,'toolUsePromptTokenCount':1} | 11/5/4/3
                    gemini | /v1beta/models/fast:generateContent | 'usageMetadata':{'promptTokenCount':10,'totalTokenCount':10} | 10/0/0/0
                    """)
    void usageIsTheProvidersAtEachEndpoint(String type, String url, String usage, String counted) {
        String body = "{'candidates':[{'x':[1]}],'choices':[],'data':[],'output':[]," + usage + "}";

        CallOutcome outcome = new Spoken(adapter(type), url).read(200, Map.of(), body);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.ACTUAL);
        assertThat(outcome.usage().map(NativeFormsTest::written)).contains(counted);
        assertThat(Spoken.response(outcome)).isEqualTo(Spoken.json(body));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    anthropic | /v1/messages | 'usage':{'input_tokens':9223372036854775807,'output_tokens':5,'cache_read_input_tokens':9}
                    anthropic | /v1/messages | 'usage':{'input_tokens':1}
                    gemini | /v1beta/models/fast:generateContent | 'usageMetadata':{'promptTokenCount':9223372036854775807,'toolUsePromptTokenCount':1}
                    gemini | /v1beta/models/fast:generateContent | 'usageMetadata':{'promptTokenCount':1,'candidatesTokenCount':9223372036854775807,'thoughtsTokenCount':1}
                    gemini | /v1beta/models/fast:generateContent | 'usageMetadata':{'totalTokenCount':9}
                    """)
    void aCountThatCannotBeIsNoneAndTheAnswerIsChargedAtItsBound(
            String type, String url, String usage) {
        CallOutcome outcome = new Spoken(adapter(type), url).read(200, Map.of(), "{" + usage + "}");

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.BOUND);
    }

    @Test
    void aBlockedPromptIsAnAnswerInGeminisOwnWords() {
        String blocked =
                "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':{'promptTokenCount':3}}";

        CallOutcome outcome = new Spoken(adapter("gemini"), GENERATE).read(200, Map.of(), blocked);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.usage()).contains(new TokenUsage(3L, 0L, 0L, 0L));
    }

    @Test
    void theAgentsOwnFaultComesInItsOwnWords() {
        String fault =
                "{'error':{'code':400,'message':'contents: required','status':'INVALID_ARGUMENT'}}";

        CallOutcome outcome = new Spoken(adapter("gemini"), GENERATE).read(400, Map.of(), fault);

        assertThat(Spoken.response(outcome)).isEqualTo(Spoken.json(fault));
    }

    @Test
    void whatIsNotLookedAtReachesTheAgentByteForByte() {
        byte[] body =
                "{\"choices\" :[ {\"n\":1.0E+2,\"s\":\"\\u00e9 é\"} ],\n \"usage\":{}}"
                        .getBytes(UTF_8);

        CallOutcome outcome =
                adapter("openai")
                        .read(
                                new Spoken(adapter("openai"), "/v1/chat/completions").attempt("{}"),
                                new ProviderReply.Answered(
                                        200,
                                        AnswerHeaders.NONE,
                                        new ProviderReply.Content.Whole(ByteBuffer.wrap(body))),
                                Spoken.NOW,
                                Spoken.SECRET);

        assertThat(outcome.response()).contains(ByteBuffer.wrap(body));
    }

    private static ProviderAdapter adapter(String type) {
        String version = type.equals("gemini") ? "/v1beta" : "/v1";
        return ProviderAdapter.of(type, URI.create("https://host" + version)).orElseThrow();
    }

    private static String written(TokenUsage usage) {
        return usage.getInputTokens()
                + "/"
                + usage.getOutputTokens()
                + "/"
                + usage.getCachedInputTokens()
                + "/"
                + usage.getReasoningTokens();
    }
}
