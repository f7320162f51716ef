package dev.sluice.dispatcher.admission.ingress;

import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.accepted;
import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.sent;
import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.turned;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.config.ModelConfig;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {

    private final ReaderDesk desk = new ReaderDesk();

    @Test
    void theModelIsNamedAsItsProviderNamesItAndTheRestStaysAsWritten() throws IOException {
        String body =
                "{\"model\":\"renamed\",\"temperature\":0.70,\"seed\":12345678901234567890,"
                        + "\"max_tokens\":7,\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}";
        assertThat(sent(desk.readBody(body))).isEqualTo(body.replace("renamed", "real-name"));
        assertThat(new JsonMapper().readTree(sent(desk.readBody(body))).size()).isEqualTo(5);
    }

    @ParameterizedTest(name = "{0} reserves {1} tokens")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1024",
                "'\"max_tokens\":50,' | 50",
                "'\"max_completion_tokens\":60,' | 60",
                "'\"max_tokens\":50,\"max_completion_tokens\":60,' | 60",
                "'\"max_tokens\":50,\"n\":3,' | 150",
                "'\"n\":2,' | 2048",
                "'\"max_tokens\":null,' | 1024",
                "'\"stream\":false,' | 1024",
            })
    void outputIsBoundedByTheBodyOrTheModelsCap(String fields, int tokens) {
        Reading reading =
                desk.readBody("{" + fields + "\"model\":\"gpt-4o-mini\",\"messages\":[]}");
        assertThat(accepted(reading).draft().getMaxOutputTokens()).isEqualTo(tokens);
        assertThat(sent(reading)).contains("max_");
    }

    /** Models that reason refuse {@code max_tokens}; what the agent wrote is its own. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'model':'thinker' | 'max_completion_tokens':1024 | 1024",
                "'model':'thinker','max_completion_tokens':9,'n':2 | 'max_completion_tokens':9 | 18",
                "'model':'thinker','max_tokens':9 | 'max_tokens':9 | 9",
                "'model':'gpt-4o-mini' | 'max_tokens':1024 | 1024",
                "'model':'gpt-4o-mini','max_completion_tokens':null | 'max_tokens':1024 | 1024",
            })
    void theCapIsWrittenAsTheModelTakesIt(String fields, String written, int tokens) {
        Reading reading = desk.readBody(("{" + fields + ",'messages':[]}").replace('\'', '"'));
        assertThat(sent(reading)).contains(written.replace('\'', '"'));
        assertThat(sent(reading).split("max_\\w*tokens\":\\d", -1)).hasSize(2);
        assertThat(accepted(reading).draft().getMaxOutputTokens()).isEqualTo(tokens);
    }

    /** Nobody wrote {@code max_tokens} for a model that is asked in place of another. */
    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'max_tokens':100 | gpt-5 | 'max_completion_tokens':50",
                "'max_tokens':7 | o3 | 'max_completion_tokens':7",
                "'max_tokens':7,'max_completion_tokens':9 | gpt-5 | 'max_tokens':7,'max_completion_tokens':9",
                "'max_tokens':100 | gpt-4o | 'max_tokens':50",
            })
    void anotherModelGetsTheCapAsItTakesIt(String caps, String providerModel, String capsThere)
            throws Flaw {
        String url = "/v1/chat/completions";
        String json = ("{'model':'m'," + caps + "}").replace('\'', '"');
        ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
        RequestBody body = RequestBody.of(url, Json.read(bytes), json.length());

        body.rewriteForOther(new ModelConfig("m", "sim", providerModel, 50), Endpoint.of(url));

        assertThat(StandardCharsets.UTF_8.decode(body.bytes()).toString())
                .isEqualTo(
                        ("{'model':'" + providerModel + "'," + capsThere + "}").replace('\'', '"'));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"max_tokens, gpt-4o-mini", "max_completion_tokens, thinker"})
    void aCapThatIsTooHighIsRefusedWithTheMaximum(String field, String model) {
        String body = "{\"model\":\"%s\",\"messages\":[],\"%s\":5000}".formatted(model, field);
        assertThat(turned(desk.readBody(body)).error().getMessage())
                .isEqualTo(
                        "%s is 5000, but %s gives at most 1024: ask for no more, or leave it out"
                                .formatted(field, model));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | 400 | invalid_request",
                "[] | 400 | invalid_request",
                "{} | 400 | invalid_request",
                "'{\"model\":7}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\"} trailing' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"model\":\"other\"}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"stream\":true}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":0}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":1025}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":1.5}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":99999999999}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"n\":0}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"n\":129}' | 400 | invalid_request",
                "'{\"model\":\"none\"}' | 404 | model_not_found",
                "'{\"model\":\"other\"}' | 403 | model_not_allowed",
            })
    void aBodyThatCannotBeSentIsRefused(String body, int status, String type) {
        TurnedAway away = turned(desk.readBody(body));
        assertThat(away.statusCode()).isEqualTo(status);
        assertThat(away.error().getType()).isEqualTo(type);
        assertThat(away.status()).isEqualTo(ResultStatus.REFUSED);
        assertThat(away.tenant()).isEqualTo(Samples.TENANT);
    }

    @Test
    void aRefusalNeverQuotesAPrompt() {
        assertThat(turned(desk.readBody("{\"messages\": secret words}")).error().getMessage())
                .doesNotContain("secret");
    }
}
