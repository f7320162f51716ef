package dev.sluice.dispatcher.admission.tokens;

import static dev.sluice.dispatcher.admission.tokens.Counts.count;
import static dev.sluice.dispatcher.admission.tokens.Counts.counter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Estimation;
import dev.sluice.dispatcher.admission.tokens.TokenCount.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {

    private static final String IMAGE = Pictures.png(1024, 1024);

    /** In each, {@code IMAGE} is one of 1024 × 1024, and {@code FILE} 90 bytes. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    openai    | gpt-4o           | {'type':'image_url','image_url':{'url':'data:image/png;base64,IMAGE'}} | IMAGES | 765
                    openai    | gpt-4o           | {'type':'image_url','image_url':{'url':'data:image/png;base64,IMAGE','detail':'low'}} | IMAGES | 85
                    openai    | gpt-4o           | {'type':'image_url','image_url':{'url':'https://x/y.png'}} | IMAGES | 1445
                    openai    | gpt-4o           | {'type':'image_url','image_url':{'url':'https://x/y.png','detail':'low'}} | IMAGES | 85
                    openai    | gpt-4o           | {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}} | IMAGES | 1445
                    openai    | gpt-4o           | {'type':'input_image','image_url':'data:image/png;base64,IMAGE','detail':'high'} | IMAGES | 765
                    openai    | gpt-4o           | {'type':'input_image','file_id':'f','detail':'low'} | IMAGES | 85
                    openai    | gpt-4o           | {'type':'computer_call_output','call_id':'c','output':{'type':'computer_screenshot','image_url':'data:image/png;base64,IMAGE'}} | IMAGES | 765
                    openai    | llama-vision     | {'type':'image_url','image_url':{'url':'data:image/png;base64,IMAGE'}} | IMAGES | 2000
                    openai    | gpt-4o           | {'type':'file','file':{'file_data':'data:application/pdf;base64,FILE'}} | FILES | 90
                    openai    | gpt-4o           | {'type':'file','file':{'file_id':'f'}} | FILES | 2000
                    openai    | gpt-4o           | {'type':'input_file','file_data':'FILE'} | FILES | 90
                    openai    | gpt-4o           | {'type':'input_file','file_url':'https://x/y.pdf'} | FILES | 2000
                    openai    | gpt-4o           | {'type':'input_audio','input_audio':{'format':'wav','data':'FILE'}} | FILES | 90
                    anthropic | claude-3         | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'IMAGE'}} | IMAGES | 1399
                    anthropic | claude-3         | {'type':'image','source':{'type':'url','url':'https://x/y.png'}} | IMAGES | 1600
                    anthropic | claude-opus-4-7  | {'type':'image','source':{'type':'file','file_id':'f'}} | IMAGES | 4784
                    anthropic | claude-3         | {'type':'tool_result','tool_use_id':'t','content':[{'type':'image','source':{'type':'base64','data':'IMAGE'}}]} | IMAGES | 1399
                    anthropic | claude-3         | {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'FILE'}} | FILES | 90
                    anthropic | claude-3         | {'type':'document','source':{'type':'url','url':'https://x/y.pdf'}} | FILES | 2000
                    anthropic | claude-3         | {'type':'image_url','image_url':{'url':'data:image/png;base64,IMAGE'}} | IMAGES | 1399
                    gemini    | gemini-2.5-flash | {'inlineData':{'mimeType':'image/png','data':'IMAGE'}} | IMAGES | 1032
                    gemini    | gemini-2.5-flash | {'inline_data':{'mime_type':'IMAGE/png','data':'AAAA'}} | IMAGES | 2322
                    gemini    | gemini-3-pro     | {'inlineData':{'mimeType':'image/png','data':'IMAGE'}} | IMAGES | 1120
                    gemini    | gemini-3-pro     | {'inlineData':{'mimeType':'image/png','data':'IMAGE'},'mediaResolution':{'level':'MEDIA_RESOLUTION_LOW'}} | IMAGES | 280
                    gemini    | gemini-3-pro     | {'fileData':{'mimeType':'image/png','fileUri':'gs://x'}} | IMAGES | 1120
                    gemini    | gemini-3-pro     | {'inlineData':{'mimeType':'audio/mp3','data':'FILE'}} | FILES | 90
                    gemini    | gemini-3-pro     | {'file_data':{'mime_type':'video/mp4','file_uri':'gs://x'}} | FILES | 2000
                    """)
    void each_dialect_has_its_words(
            String type, String model, String block, Part part, long tokens) {
        String written =
                block.replace("IMAGE'", IMAGE + "'").replace("FILE'", "A".repeat(120) + "'");
        String body = "{'messages':[{'role':'user','content':[" + written + "]}]}";

        assertThat(count(counter(type, model), Counts.CHAT, body).parts())
                .containsEntry(part, tokens)
                .doesNotContainKey(part == Part.FILES ? Part.IMAGES : Part.FILES);
    }

    @Test
    void the_configured_constants_stand_for_what_cannot_be_seen() {
        TokenCounter counter =
                counter(
                        "openai",
                        "gpt-4o",
                        new Estimation(
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(77),
                                OptionalInt.of(55)));
        String body =
                "{'messages':[{'role':'user','content':["
                        + "{'type':'image_url','image_url':{'url':'https://x'}},"
                        + "{'type':'image_url','image_url':{'url':'"
                        + Pictures.dataUrl(IMAGE)
                        + "'}},{'type':'input_audio','input_audio':{'data':'AAAA'}}]}]}";

        assertThat(count(counter, Counts.CHAT, body).parts())
                .containsAllEntriesOf(Map.of(Part.IMAGES, 77L + 765, Part.FILES, 55L));
    }

    @Test
    void gemini_may_say_the_resolution_once_for_all() {
        String body =
                "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'"
                        + IMAGE
                        + "'}}]}],'generationConfig':{'mediaResolution':'MEDIA_RESOLUTION_MEDIUM'}}";
        assertThat(count(counter("gemini", "gemini-3-pro"), "", body).parts())
                .containsEntry(Part.IMAGES, 560L);
    }

    @Test
    void a_document_of_text_is_text() {
        String words = "word ".repeat(100);
        for (String source :
                List.of(
                        "{'type':'text','media_type':'text/plain','data':'" + words + "'}",
                        "{'type':'content','content':[{'type':'text','text':'" + words + "'}]}")) {
            String body =
                    "{'messages':[{'role':'user','content':[{'type':'document','source':"
                            + source
                            + "}]}]}";
            assertThat(count(counter("anthropic", "claude-3"), "", body).parts())
                    .doesNotContainKey(Part.FILES)
                    .extractingByKey(Part.TEXT)
                    .matches(tokens -> tokens > 170);
        }
    }

    @Test
    void a_text_beside_an_image_is_not_hidden_by_it() {
        String body =
                "{'messages':[{'role':'user','content':[{'type':'text','text':'"
                        + "word ".repeat(3_000)
                        + "','image_url':'x'}]}]}";
        assertThat(count(counter("openai", "gpt-4o"), Counts.CHAT, body).total())
                .isGreaterThan(3_000);
    }
}
