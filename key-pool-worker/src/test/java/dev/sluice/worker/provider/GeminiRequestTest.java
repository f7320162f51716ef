package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestTest {

    private final GeminiAdapter adapter = new GeminiAdapter(URI.create("https://host/v1beta"));
    private final Spoken chat = new Spoken(adapter, "/v1/chat/completions");

    @Test
    void a_chat_completion_becomes_contents_and_a_generation_config() {
        assertThat(
                        chat.translated(
                                """
                                {'model':'m','max_tokens':50,'temperature':1.5,'top_p':0.9,'stop':['A','B'],'n':2,'seed':7,
                                 'presence_penalty':0.1,'frequency_penalty':0.2,
                                 'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':{'type':'object'}}},
                                 'messages':[{'role':'developer','content':'Be brief.'},{'role':'user','content':'hello'},
                                   {'role':'assistant','content':'hi'},
                                   {'role':'user','content':[{'type':'text','text':'and?'},
                                     {'type':'image_url','image_url':{'url':'data:image/png;base64,aGk='}}]}]}
                                """))
                .isEqualTo(
                        Spoken.json(
                                """
                                {'systemInstruction':{'parts':[{'text':'Be brief.'}]},
                                 'contents':[{'role':'user','parts':[{'text':'hello'}]},{'role':'model','parts':[{'text':'hi'}]},
                                   {'role':'user','parts':[{'text':'and?'},{'inlineData':{'mimeType':'image/png','data':'aGk='}}]}],
                                 'generationConfig':{'maxOutputTokens':50,'temperature':1.5,'topP':0.9,'stopSequences':['A','B'],
                                   'candidateCount':2,'seed':7,'presencePenalty':0.1,'frequencyPenalty':0.2,
                                   'responseMimeType':'application/json','responseJsonSchema':{'type':'object'}}}
                                """));
    }

    @Test
    void tools_their_calls_and_their_answers_are_translated() {
        assertThat(
                        chat.translated(
                                """
                                {'model':'m','max_tokens':9,'tool_choice':{'type':'function','function':{'name':'f'}},
                                 'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'}}},
                                          {'type':'function','function':{'name':'g'}}],
                                 'messages':[{'role':'user','content':'go'},
                                   {'role':'assistant','tool_calls':[{'id':'c1','type':'function',
                                     'function':{'name':'f','arguments':'{\\"x\\":1}'},
                                     'extra_content':{'google':{'thought_signature':'sig'}}}]},
                                   {'role':'tool','tool_call_id':'c1','content':'one'}]}
                                """))
                .isEqualTo(
                        Spoken.json(
                                """
                                {'contents':[{'role':'user','parts':[{'text':'go'}]},
                                   {'role':'model','parts':[{'functionCall':{'name':'f','args':{'x':1}},'thoughtSignature':'sig'}]},
                                   {'role':'user','parts':[{'functionResponse':{'name':'f','response':{'result':'one'}}}]}],
                                 'generationConfig':{'maxOutputTokens':9},
                                 'tools':[{'functionDeclarations':[{'name':'f','description':'d','parametersJsonSchema':{'type':'object'}},
                                   {'name':'g'}]}],
                                 'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}}}
                                """));
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "none, NONE", "required, ANY"})
    void a_choice_of_tools_has_a_word_of_its_own(String asked, String mode) {
        String body = "{'tools':[{'function':{'name':'f'}}],'tool_choice':'" + asked + "'}";

        assertThat(chat.translated(body).at("/toolConfig/functionCallingConfig/mode").asText())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'logit_bias':{'1':5} | logit_bias: the provider of this model has nothing like it; leave it out",
                "'parallel_tool_calls':false | parallel_tool_calls: the provider of this model has nothing like it; leave it out",
                "'response_format':{'type':'xml'} | response_format.type: must be text, json_object or json_schema",
                "'tools':[{'type':'custom'}] | tools[0]: only tools of type function",
                "'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://h/x.png'}}]}] | messages[0].content[0]: must be a data: URL with base64 in it",
                "'messages':[{'role':'user','content':[{'type':'input_audio'}]}] | messages[0].content[0]: only text, image_url and file can be sent",
                "'messages':[{'role':'tool','tool_call_id':'c9','content':''}] | messages[0].tool_call_id: no message before it has a tool call of this id",
                "'messages':[{'role':'robot'}] | messages[0].role: must be system, developer, user, assistant or tool"
            })
    void what_cannot_be_said_is_refused_by_name(String field, String why) {
        assertThat(chat.refused("{" + field + "}")).isEqualTo(why);
    }

    @Test
    void the_model_is_in_the_path_and_the_key_in_a_header() {
        ProviderRequest request = chat.sent("{'messages':[]}");

        assertThat(request.uri()).hasToString("https://host/v1beta/models/model-1:generateContent");
        assertThat(request.headers()).containsEntry("x-goog-api-key", Spoken.SECRET);
    }

    @Test
    void another_url_is_refused() {
        assertThat(new Spoken(adapter, "/v1/embeddings").refused("{}"))
                .isEqualTo(
                        "url: this model's provider takes /v1/chat/completions and /v1beta/models/{model}:generateContent");
    }
}
