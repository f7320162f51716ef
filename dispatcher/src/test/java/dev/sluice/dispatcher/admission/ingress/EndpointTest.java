package dev.sluice.dispatcher.admission.ingress;

import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.accepted;
import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.sent;
import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.turned;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    private final ReaderDesk desk = new ReaderDesk();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/chat/completions | 'model':'gpt-4o-mini','messages':[] | 'max_tokens':1024 | 1024",
                "/v1/completions | 'model':'gpt-4o-mini','prompt':'x' | 'max_tokens':1024 | 1024",
                "/v1/responses | 'model':'gpt-4o-mini','input':'x' | 'max_output_tokens':1024 | 1024",
                "/v1/responses | 'model':'gpt-4o-mini','input':'x','max_output_tokens':9 | 'max_output_tokens':9 | 9",
                "/v1/embeddings | 'model':'gpt-4o-mini','input':'x' | 'input':'x' | 0",
                "/v1/messages | 'model':'claude','messages':[] | 'max_tokens':1024 | 1024",
                "/v1/chat/completions | 'model':'claude','messages':[] | 'max_tokens':1024 | 1024"
            })
    void output_is_capped_in_the_words_of_the_endpoint(
            String url, String body, String written, int tokens) {
        Reading reading = read(url, body);

        assertThat(accepted(reading).draft().getMaxOutputTokens()).isEqualTo(tokens);
        assertThat(sent(reading)).contains(written.replace('\'', '"'));
    }

    @Test
    void embeddings_get_no_cap_that_their_endpoint_would_refuse() {
        assertThat(sent(read("/v1/embeddings", "'model':'gpt-4o-mini','input':['a','b']")))
                .isEqualTo("{\"model\":\"gpt-4o-mini\",\"input\":[\"a\",\"b\"]}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/nothing | 'model':'gpt-4o-mini' | url must be one of /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/messages, /v1/responses",
                "/v1/messages | 'model':'gpt-4o-mini' | for this model, url must be one of /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/responses",
                "/v1/embeddings | 'model':'claude' | for this model, url must be one of /v1/chat/completions, /v1/messages",
                "/v1/responses | 'model':'gpt-4o-mini','previous_response_id':'r' | previous_response_id lies with one provider key: send the whole input instead",
                "/v1/responses | 'model':'gpt-4o-mini','background':true | background is not needed: every request here is one"
            })
    void what_a_models_provider_does_not_take_is_refused(String url, String body, String why) {
        assertThat(turned(read(url, body)).error().getMessage()).isEqualTo(why);
    }

    @Test
    void what_reaches_the_model_is_counted_wherever_it_stands() {
        int bare = tokensIn("/v1/responses", "'model':'gpt-4o-mini','input':'hello'");
        int instructed =
                tokensIn(
                        "/v1/responses",
                        "'model':'gpt-4o-mini','input':'hello','instructions':'be very brief'");
        int withSystem = tokensIn("/v1/messages", "'model':'claude','system':'be very brief'");

        assertThat(instructed).isEqualTo(bare + 3);
        assertThat(withSystem).isGreaterThanOrEqualTo(3);
    }

    @Test
    void an_image_in_anthropics_words_counts_as_an_image() {
        String image =
                "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'"
                        + "A".repeat(50_000)
                        + "'}}";

        assertThat(
                        tokensIn(
                                "/v1/messages",
                                "'model':'claude','messages':[{'role':'user','content':["
                                        + image
                                        + "]}]"))
                .isBetween(TokenEstimate.TOKENS_OF_IMAGE, TokenEstimate.TOKENS_OF_IMAGE + 50);
    }

    private int tokensIn(String url, String body) {
        return accepted(read(url, body)).draft().getInputTokens();
    }

    private Reading read(String url, String body) {
        String line = "{'url':'" + url + "','body':{" + body + "}}";
        return desk.readJson(line.replace('\'', '"'), Map.of("sluice-key", "demo"));
    }
}
