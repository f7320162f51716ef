package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestTest {

    private final AnthropicAdapter adapter = new AnthropicAdapter(URI.create("https://host/v1/"));
    private final Spoken chat = new Spoken(adapter, "/v1/chat/completions");

    @Test
    void a_chat_completion_becomes_a_message() {
        assertThat(
                        chat.translated(
                                """
                                {'model':'m','max_completion_tokens':50,'temperature':0.5,'top_p':0.9,'stop':'END',
                                 'user':'u-1','n':1,'presence_penalty':0,'seed':null,
                                 'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':'hello'},
                                   {'role':'assistant','content':'hi'},{'role':'user','content':[{'type':'text','text':'and?'}]}]}
                                """))
                .isEqualTo(
                        Spoken.json(
                                """
                                {'model':'m','max_tokens':50,'system':[{'type':'text','text':'Be brief.'}],
                                 'messages':[{'role':'user','content':[{'type':'text','text':'hello'}]},
                                   {'role':'assistant','content':[{'type':'text','text':'hi'}]},
                                   {'role':'user','content':[{'type':'text','text':'and?'}]}],
                                 'temperature':0.5,'top_p':0.9,'stop_sequences':['END']}
                                """));
    }

    @Test
    void tools_their_calls_and_their_answers_are_translated() {
        assertThat(
                        chat.translated(
                                """
                                {'model':'m','max_tokens':9,'tool_choice':'required','parallel_tool_calls':false,
                                 'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'}}},
                                          {'type':'function','function':{'name':'g'}}],
                                 'messages':[{'role':'user','content':'go'},
                                   {'role':'assistant','content':null,'tool_calls':[
                                     {'id':'c1','type':'function','function':{'name':'f','arguments':'{\\"x\\":1.50}'}},
                                     {'id':'c2','type':'function','function':{'name':'g','arguments':''}}]},
                                   {'role':'tool','tool_call_id':'c1','content':'one'},
                                   {'role':'tool','tool_call_id':'c2','content':[{'type':'text','text':'two'}]}]}
                                """))
                .isEqualTo(
                        Spoken.json(
                                """
                                {'model':'m','max_tokens':9,
                                 'messages':[{'role':'user','content':[{'type':'text','text':'go'}]},
                                   {'role':'assistant','content':[{'type':'tool_use','id':'c1','name':'f','input':{'x':1.50}},
                                     {'type':'tool_use','id':'c2','name':'g','input':{}}]},
                                   {'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':'one'},
                                     {'type':'tool_result','tool_use_id':'c2','content':'two'}]}],
                                 'tools':[{'name':'f','description':'d','input_schema':{'type':'object'}},
                                          {'name':'g','input_schema':{'type':'object'}}],
                                 'tool_choice':{'type':'any','disable_parallel_tool_use':true}}
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'auto' | {'type':'auto'}",
                "'none' | {'type':'none'}",
                "'required' | {'type':'any'}",
                "{'type':'function','function':{'name':'f'}} | {'type':'tool','name':'f'}"
            })
    void a_choice_of_tools_has_a_word_of_its_own(String asked, String expected) {
        String body =
                "{'max_tokens':9,'messages':[],'tools':[{'function':{'name':'f'}}],'tool_choice':"
                        + asked
                        + "}";

        assertThat(chat.translated(body).path("tool_choice")).isEqualTo(Spoken.json(expected));
    }

    @Test
    void images_and_files_go_along() {
        assertThat(
                        chat.translated(
                                        """
                                        {'max_tokens':9,'messages':[{'role':'user','content':[
                                          {'type':'image_url','image_url':{'url':'data:image/png;base64,aGk='}},
                                          {'type':'image_url','image_url':{'url':'https://host/cat.png'}},
                                          {'type':'file','file':{'file_data':'data:application/pdf;base64,JVBE'}}]}]}
                                        """)
                                .at("/messages/0/content"))
                .isEqualTo(
                        Spoken.json(
                                """
                                [{'type':'image','source':{'type':'base64','media_type':'image/png','data':'aGk='}},
                                 {'type':'image','source':{'type':'url','url':'https://host/cat.png'}},
                                 {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JVBE'}}]
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'n':2 | n: the provider of this model has nothing like it; leave it out",
                "'logit_bias':{'1':5} | logit_bias: the provider of this model has nothing like it; leave it out",
                "'response_format':{'type':'json_object'} | response_format: the provider of this model has nothing like it; leave it out",
                "'presence_penalty':0.5 | presence_penalty: the provider of this model has nothing like it; leave it out",
                "'anything_new':true | anything_new: the provider of this model has nothing like it; leave it out",
                "'temperature':1.5 | temperature: is at most 1 at this model's provider",
                "'tools':[{'type':'custom'}] | tools[0]: only tools of type function",
                "'tools':[{'function':{'name':'f'}}],'tool_choice':'maybe' | tool_choice: must be auto, none, required or one function",
                "'messages':[{'role':'robot','content':''}] | messages[0].role: must be system, developer, user, assistant or tool",
                "'messages':[{'role':'user','content':[{'type':'input_audio'}]}] | messages[0].content[0]: only text, image_url and file can be sent",
                "'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}] | messages[0].content[0]: a file is sent as file.file_data",
                "'messages':[{'role':'system','content':[{'type':'image_url'}]}] | messages[0].content: only text can stand here",
                "'messages':[{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':'x'}}]}] | messages[0].tool_calls[0].function.arguments: must be a JSON object as text"
            })
    void what_cannot_be_said_is_refused_by_name(String field, String why) {
        assertThat(chat.refused("{'max_tokens':9," + field + "}")).isEqualTo(why);
    }

    @Test
    void a_body_without_a_cap_is_refused() {
        assertThat(chat.refused("{'messages':[]}")).isEqualTo("max_tokens: is required");
    }

    @Test
    void it_goes_to_messages_with_key_and_version_in_headers() {
        ProviderRequest request = chat.sent("{'max_tokens':9,'messages':[]}");

        assertThat(request.uri()).hasToString("https://host/v1/messages");
        assertThat(request.headers())
                .containsEntry("x-api-key", Spoken.SECRET)
                .containsEntry("anthropic-version", "2023-06-01")
                .doesNotContainKey("Authorization");
    }

    @Test
    void a_message_in_its_own_words_goes_through_as_it_is() {
        Spoken own = new Spoken(adapter, "/v1/messages");
        String body =
                "{'model':'m','max_tokens':5,'messages':[],'top_k':3,'thinking':{'type':'x'}}";

        assertThat(own.translated(body)).isEqualTo(Spoken.json(body));
        assertThat(own.sent(body).uri()).hasToString("https://host/v1/messages");
    }

    @Test
    void another_url_is_refused() {
        assertThat(new Spoken(adapter, "/v1/embeddings").refused("{}"))
                .isEqualTo(
                        "url: this model's provider takes /v1/chat/completions and /v1/messages");
    }
}
