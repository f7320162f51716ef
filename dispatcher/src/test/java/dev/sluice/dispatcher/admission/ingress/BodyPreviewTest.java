package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.RouteConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPreviewTest {

    private static BodyPreview of(String body, Optional<String> model, Optional<String> url) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return BodyPreview.of(RouteConfig.free().config(), ByteBuffer.wrap(bytes), model, url);
    }

    private static BodyPreview.Counted counted(String body) {
        return (BodyPreview.Counted) of(body, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'gpt-4o-mini','messages':[]} | /v1/chat/completions",
                "{'model':'gpt-4o-mini','input':'x'} | /v1/responses",
                "{'model':'gpt-4o-mini','prompt':'x'} | /v1/completions",
                "{'custom_id':'1','url':'/v1/embeddings','body':{'model':'gpt-4o-mini','input':'x'}} | /v1/embeddings",
                "{'custom_id':'1','body':{'model':'gpt-4o-mini','messages':[]}} | /v1/chat/completions",
            })
    void a_body_goes_where_its_fields_fit(String body, String url) {
        assertThat(counted(body).url()).isEqualTo(url);
    }

    @Test
    void it_says_what_would_be_reserved() {
        BodyPreview.Counted counted =
                counted(
                        "{'model':'gpt-4o-mini','n':2,'max_tokens':5,"
                                + "'messages':[{'role':'user','content':'hello'}]}");

        assertThat(counted.input().total()).isEqualTo(8);
        assertThat(counted.outputTokens()).isEqualTo(10);
        assertThat(counted.estimator()).isEqualTo("exact (o200k_base)");
        assertThat(counted.provider()).isEqualTo("sim");
    }

    @Test
    void another_model_may_be_asked_about() {
        String body = "{'model':'whatever','messages':[{'role':'user','content':'hello'}]}";
        BodyPreview.Counted counted =
                (BodyPreview.Counted) of(body, Optional.of("claude"), Optional.of("/v1/messages"));

        assertThat(counted.providerModel()).isEqualTo("claude-x");
        assertThat(counted.estimator()).startsWith("ratio (175 %");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'none','messages':[]} | the configuration has no model none",
                "{'messages':[]} | model must be a string",
                "{'model':'gpt-4o-mini','messages':[],'max_tokens':100000000} | max_tokens is 100000000, but gpt-4o-mini gives at most 1024: ask for no more, or leave it out",
                "nonsense | not JSON: at line 1, column 1",
                "[] | body must be a JSON object",
                "{'url':'/v1/nothing','body':{'model':'gpt-4o-mini'}} | url must be one of /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/messages, /v1/responses, /v1beta/models/{model}:generateContent",
            })
    void what_would_be_refused_is_refused_alike(String body, String why) {
        assertThat(of(body, Optional.empty(), Optional.empty()))
                .isEqualTo(new BodyPreview.Refused(why));
    }
}
