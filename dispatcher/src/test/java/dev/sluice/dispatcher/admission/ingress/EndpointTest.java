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
                "/v1/chat/completions | 'model':'claude','messages':[] | 'max_tokens':1024 | 1024",
                "/v1/completions | 'model':'gpt-4o-mini','prompt':'x','n':2,'best_of':5 | 'best_of':5 | 5120",
                "/v1/responses | 'model':'gpt-4o-mini','input':'x','n':7 | 'max_output_tokens':1024 | 1024",
                "/v1beta/models/google/flash:generateContent | 'contents':[] | 'generationConfig':{'maxOutputTokens':1024} | 1024",
                "/v1beta/models/google%2Fflash:generateContent | 'contents':[] | {'contents':[],'generationConfig':{'maxOutputTokens':1024}} | 1024",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{'topK':1} | {'topK':1,'maxOutputTokens':1024} | 1024",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{'maxOutputTokens':9,'candidateCount':3} | 'maxOutputTokens':9 | 27",
                "/v1beta/models/google/flash:generateContent | 'generation_config':{'max_output_tokens':8,'candidate_count':2} | {'generation_config':{'max_output_tokens':8 | 16",
                "/v1beta/models/google/flash:generateContent | 'generation_config':{} | {'generation_config':{'maxOutputTokens':1024}} | 1024",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':null | {'generationConfig':{'maxOutputTokens':1024}} | 1024",
                "/v1beta/models/google/flash:generateContent | 'model':'models/x' | 'model':'models/gemini-1' | 1024",
                "/v1/chat/completions | 'model':'google/flash','messages':[] | 'model':'gemini-1' | 1024"
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
                "/v1/nothing | 'model':'gpt-4o-mini' | url must be one of /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/messages, /v1/responses, /v1beta/models/{model}:generateContent",
                "/v1/messages | 'model':'gpt-4o-mini' | for this model, url must be one of /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/responses",
                "/v1/embeddings | 'model':'claude' | for this model, url must be one of /v1/chat/completions, /v1/messages",
                "/v1/responses | 'model':'gpt-4o-mini','previous_response_id':'r' | previous_response_id lies with one provider key: send the whole input instead",
                "/v1/responses | 'model':'gpt-4o-mini','background':true | background is not needed: every request here is one",
                "/v1/responses | 'model':'gpt-4o-mini','prompt':{'id':'p'} | prompt.id lies with one provider key: send the prompt itself",
                "/v1/responses | 'model':'gpt-4o-mini','stream':true | streaming is not available on this door yet",
                "/v1/messages | 'model':'claude','container':'c' | container lies with one provider key: send the whole input instead",
                "/v1/messages | 'model':'google/flash' | for this model, url must be one of /v1/chat/completions, /v1beta/models/{model}:generateContent",
                "/v1beta/models/claude:generateContent | 'contents':[] | for this model, url must be one of /v1/chat/completions, /v1/messages",
                "/v1beta/models/none:generateContent | 'contents':[] | no such model: none",
                "/v1beta/models/google/flash:streamGenerateContent | 'model':'google/flash' | streaming is not available yet: ask for /v1beta/models/{model}:generateContent",
                "/v1beta/models/google/flash:generateContent | 'cachedContent':'c' | cachedContent lies with one provider key: send the whole input instead",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{'maxOutputTokens':1025} | generationConfig.maxOutputTokens is 1025, but google/flash gives at most 1024: ask for no more, or leave it out",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{'maxOutputTokens':'9'} | generationConfig.maxOutputTokens must be a whole number from 1 on",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{'candidateCount':129} | generationConfig.candidateCount is at most 128",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':[] | generationConfig must be an object",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{},'generation_config':{} | generationConfig and generation_config are the same: say one of them",
                "/v1beta/models/google/flash:generateContent | 'generationConfig':{'maxOutputTokens':1,'max_output_tokens':2} | maxOutputTokens and max_output_tokens are the same: say one of them"
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

        // A message of its own: 3 and its role.
        assertThat(instructed).isEqualTo(bare + 3 + 4);
        assertThat(withSystem).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1}: {2} to {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /v1/embeddings | 'model':'gpt-4o-mini','input':'hello world' | 2 | 2
                    /v1/completions | 'model':'gpt-4o-mini','prompt':[[15339],[1917,7]] | 3 | 3
                    /v1/chat/completions | 'model':'gpt-4o-mini','messages':[{'role':'user','content':'hello'}] | 8 | 8
                    /v1/responses | 'model':'gpt-4o-mini','input':[{'role':'user','content':[{'type':'input_text','text':'hello'}]}] | 8 | 8
                    /v1/responses | 'model':'gpt-4o-mini','input':'hello' | 8 | 8
                    /v1/messages | 'model':'claude','messages':[],'tools':[{'name':'f'}] | 540 | 560
                    /v1/messages | 'model':'claude','messages':[{'role':'user','content':'one two three four five six seven eight'}] | 22 | 28
                    /v1beta/models/google/flash:generateContent | 'contents':[{'role':'user','parts':[{'text':'hello'}]}] | 10 | 20
                    /v1beta/models/google/flash:generateContent | 'contents':[],'system_instruction':{'parts':[{'text':'one two three four'}]} | 8 | 20
                    """)
    void tokens_are_counted_in_the_forms_of_each_endpoint(
            String url, String body, int least, int most) {
        assertThat(tokensIn(url, body)).isBetween(least, most);
    }

    private int tokensIn(String url, String body) {
        return accepted(read(url, body)).draft().getInputTokens();
    }

    private Reading read(String url, String body) {
        String line = "{'url':'" + url + "','body':{" + body + "}}";
        return desk.readJson(line.replace('\'', '"'), Map.of("sluice-key", "demo"));
    }
}
