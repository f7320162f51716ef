package dev.sluice.dispatcher.admission.tokens;

import static dev.sluice.dispatcher.admission.tokens.Counts.counter;
import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What OpenAI has published: openai/openai-cookbook,
 * examples/How_to_count_tokens_with_tiktoken.ipynb. Its numbers of the two chats are those of the
 * rule and of the API's own answers alike.
 */
class CookbookTest {

    /** Section 6, example_messages. */
    private static final String JARGON =
            """
            {"messages": [
              {"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
              {"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
              {"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
              {"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
              {"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to do better."},
              {"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client deliverable."}
            ]}
            """;

    /** Section 7, tools and example_messages. */
    private static final String WEATHER =
            """
            {"messages": [
              {"role": "system", "content": "You are a helpful assistant that can answer to questions about the weather."},
              {"role": "user", "content": "What's the weather like in San Francisco?"}
            ],
            "tools": [{"type": "function", "function": {
              "name": "get_current_weather",
              "description": "Get the current weather in a given location",
              "parameters": {"type": "object", "properties": {
                "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
                "unit": {"type": "string", "description": "The unit of temperature to return", "enum": ["celsius", "fahrenheit"]}
              }, "required": ["location"]}
            }}]}
            """;

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        "gpt-3.5-turbo, 129, 105",
        "gpt-4-0613, 129, 105",
        "gpt-4, 129, 105",
        "gpt-4o, 124, 101",
        "gpt-4o-mini, 124, 101",
    })
    void chats_have_the_tokens_that_are_published(String model, int jargon, int weather) {
        TokenCounter counter = counter("openai", model);

        assertThat(total(counter, JARGON)).isEqualTo(jargon);
        assertThat(total(counter, WEATHER)).isEqualTo(weather);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tiktoken is great!, 6, 6",
        "antidisestablishmentarianism, 6, 6",
        "2 + 2 = 4, 7, 7",
        "お誕生日おめでとう, 9, 8",
    })
    void texts_have_the_tokens_that_are_published(String text, int cl100k, int o200k) {
        assertThat(new TextRule.Encoded(EncodingType.CL100K_BASE).tokens(text)).isEqualTo(cl100k);
        assertThat(new TextRule.Encoded(EncodingType.O200K_BASE).tokens(text)).isEqualTo(o200k);
    }

    private static int total(TokenCounter counter, String body) {
        return counter.count(Counts.written(body), Counts.CHAT).total();
    }
}
