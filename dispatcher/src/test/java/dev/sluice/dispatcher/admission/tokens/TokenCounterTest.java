package dev.sluice.dispatcher.admission.tokens;

import static dev.sluice.dispatcher.admission.tokens.Counts.chat;
import static dev.sluice.dispatcher.admission.tokens.Counts.count;
import static dev.sluice.dispatcher.admission.tokens.Counts.counter;
import static dev.sluice.dispatcher.admission.tokens.Counts.estimator;
import static dev.sluice.dispatcher.admission.tokens.Counts.total;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Estimation;
import dev.sluice.config.Estimation.Estimator;
import dev.sluice.config.ModelConfig;
import dev.sluice.dispatcher.admission.tokens.TokenCount.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {

    private static final TokenCounter EXACT = counter("openai", "gpt-4o");
    private static final String HELLO = chat("'hello'");

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "openai, gpt-4o, exact (o200k_base)",
        "openai, gpt-4, exact (cl100k_base)",
        "openai, llama-3.3-70b, ratio (150 % of o200k_base)",
        "anthropic, claude-opus-4-7, ratio (175 % of o200k_base)",
        "gemini, gemini-2.5-pro, ratio (115 % of o200k_base)",
        "echo, gpt-4o, ratio (100 % of o200k_base)",
    })
    void provider_and_name_tell_how_to_count(String type, String model, String told) {
        assertThat(counter(type, model).told()).isEqualTo(told);
    }

    @Test
    void the_configuration_has_the_last_word() {
        assertThat(counter("openai", "gpt-4o", estimator(Estimator.BYTES)).told())
                .isEqualTo("bytes (one a byte)");
        assertThat(counter("openai", "gpt-4o", estimator(Estimator.RATIO)).told())
                .isEqualTo("ratio (150 % of o200k_base)");
        assertThat(counter("anthropic", "claude-3", ratio(130)).told())
                .isEqualTo("ratio (130 % of o200k_base)");
        assertThat(counter("openai", "my-deployment", estimator(Estimator.EXACT)).told())
                .isEqualTo("exact (o200k_base)");
    }

    @Test
    void a_deployment_is_counted_by_the_name_that_agents_use() {
        ModelConfig model =
                new ModelConfig(
                        "gpt-4",
                        "azure",
                        "my-deployment",
                        9,
                        List.of(),
                        List.of(),
                        ModelConfig.Affinity.NONE,
                        estimator(Estimator.EXACT),
                        Optional.empty());

        assertThat(TokenCounter.of(model, "openai").told()).isEqualTo("exact (cl100k_base)");
    }

    private static Estimation ratio(int percent) {
        return new Estimation(
                Optional.empty(),
                OptionalInt.of(percent),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    @Test
    void a_message_costs_three_its_words_and_the_reply_three() {
        assertThat(count(EXACT, Counts.CHAT, HELLO).parts())
                .isEqualTo(Map.of(Part.TEXT, 2L, Part.OVERHEAD, 6L));
        assertThat(total(EXACT, chat("[{'type':'text','text':'hello'}]"))).isEqualTo(8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"10, 10", "100, 10", "150, 12", "1000, 28"})
    void a_ratio_is_of_texts_alone(int percent, int tokens) {
        assertThat(total(counter("openai", "x", ratio(percent)), HELLO)).isEqualTo(tokens);
    }

    @Test
    void bytes_are_the_length_in_utf_8() {
        TokenCounter bytes = counter("openai", "x", estimator(Estimator.BYTES));
        assertThat(count(bytes, Counts.CHAT, chat("'é😀ab'")).parts())
                .containsEntry(Part.TEXT, 2L + 4 + 2 + "user".length());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void no_estimator_counts_more_than_bytes_does(long seed) {
        TokenCounter bytes = counter("openai", "x", estimator(Estimator.BYTES));
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(300); n >= 0; n--) {
                text.appendCodePoint(
                        random.nextInt(3) == 0
                                ? 0x1F600 + random.nextInt(60)
                                : 0x61 + random.nextInt(0x2000));
            }
            String body = chat("'" + text + "'");
            assertThat(total(EXACT, body)).isLessThanOrEqualTo(total(bytes, body));
        }
    }

    @Test
    void words_of_special_meaning_to_the_encoding_are_words_like_others() {
        assertThat(total(EXACT, chat("'<|endoftext|>'"))).isGreaterThan(10);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'input':'hello world'} | 2",
                "{'input':['hello','world']} | 2",
                "{'input':[15339,1917,99999]} | 3",
                "{'input':[[15339],[1917,7]]} | 3",
            })
    void an_embedding_costs_its_texts_alone(String body, int tokens) {
        TokenCounter counter = counter("openai", "text-embedding-3-small");
        assertThat(count(counter, "/v1/embeddings", body).total()).isEqualTo(tokens);
        assertThat(count(counter, "/v1/completions", body.replace("'input'", "'prompt'")).total())
                .isEqualTo(tokens);
    }

    @Test
    void beyond_what_is_counted_every_byte_is_a_token() {
        String counted = "word ".repeat(13_000);
        int few = total(EXACT, chat("'" + counted + "'"));
        int more = total(EXACT, chat("'" + counted + "x".repeat(100_000) + "'"));

        assertThat(few).isBetween(13_000, 13_020);
        assertThat(more).isBetween(few + 99_000, few + 100_000);
    }

    @Test
    void many_small_texts_share_what_is_counted() {
        String message = "{'content':'" + "word ".repeat(1_000) + "'},";
        String body = "{'messages':[" + message.repeat(20) + "{}]}";

        assertThat(total(EXACT, body)).isGreaterThan(100_000 - Tally.COUNTED_BYTES_MAX);
    }

    @Test
    void a_word_without_end_costs_no_less_in_pieces() {
        Random random = new Random(5);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        int tokens = total(EXACT, chat("'" + word + "'"));
        assertThat(tokens).isBetween(2_400, 2_700);
    }

    /** A field of a schema may be called like what holds an image. */
    @Test
    void what_a_tool_was_called_with_is_text() {
        String large = "word ".repeat(5_000);
        assertThat(
                        total(
                                counter("gemini", "gemini-3-pro"),
                                "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f',"
                                        + "'args':{'image_url':'"
                                        + large
                                        + "'}}}]}]}"))
                .isGreaterThan(5_000);
    }

    @ParameterizedTest(name = "{0} costs {1} to {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'response_format':{'type':'json_object'} | 0 | 0",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}} | 15 | 40",
                "'text':{'format':{'type':'json_schema','name':'n','schema':{'type':'object'}}} | 12 | 35",
                "'functions':[{'name':'f','description':'g.'}] | 20 | 24",
                "'tools':[{'type':'function','name':'f','parameters':{'type':'object','properties':{}}}] | 20 | 24",
                "'tools':[{'type':'web_search'}] | 4 | 12",
                "'tools':[] | 0 | 0",
                "'tools':[{'function':{'name':'f','parameters':{'properties':{'a':{'type':'array','items':{'type':'string'}}}}}}] | 30 | 50",
                "'tool_choice':'auto' | 0 | 0",
                "'tool_choice':{'type':'function','function':{'name':'f'}} | 8 | 20",
            })
    void formats_and_tools_cost(String field, int least, int most) {
        int with = total(EXACT, "{" + field + ",'messages':[]}");
        assertThat(with - total(EXACT, "{'messages':[]}")).isBetween(least, most);
    }

    @Test
    void a_tool_call_and_its_answer_cost() {
        String body =
                "{'messages':[{'role':'assistant','content':null,'tool_calls':[{'id':'call_1',"
                        + "'type':'function','function':{'name':'weather','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'call_1','content':'sunny'}]}";
        assertThat(total(EXACT, body)).isBetween(25, 55);
    }

    @Test
    void anthropics_prompt_for_tools_is_counted_once() {
        TokenCounter counter = counter("anthropic", "claude-3");
        assertThat(total(counter, "{'messages':[],'tools':[{'name':'f'},{'name':'g'}]}"))
                .isBetween(540, 580);
    }

    @Test
    void a_sum_beyond_all_numbers_is_the_largest() {
        assertThat(
                        new TokenCount(
                                        Map.of(
                                                Part.IMAGES, Long.MAX_VALUE,
                                                Part.FILES, 5L,
                                                Part.TOOLS, 0L))
                                .total())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
