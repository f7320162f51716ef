package dev.sluice.dispatcher.admission.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEncodingsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "gpt-4o, O200K_BASE",
        "gpt-4o-2024-08-06, O200K_BASE",
        "gpt-4o-mini, O200K_BASE",
        "chatgpt-4o-latest, O200K_BASE",
        "gpt-4.1, O200K_BASE",
        "gpt-4.1-mini-2025-04-14, O200K_BASE",
        "gpt-4.5-preview, O200K_BASE",
        "gpt-5, O200K_BASE",
        "gpt-5-nano, O200K_BASE",
        "gpt-5.4-mini, O200K_BASE",
        "o1, O200K_BASE",
        "o3-mini, O200K_BASE",
        "o4-mini-2025-04-16, O200K_BASE",
        "openai/gpt-4o, O200K_BASE",
        "ft:gpt-4o-mini-2024-07-18:acme::9, O200K_BASE",
        "gpt-4, CL100K_BASE",
        "gpt-4-0613, CL100K_BASE",
        "gpt-4-turbo-2024-04-09, CL100K_BASE",
        "gpt-4-32k, CL100K_BASE",
        "gpt-3.5-turbo-0125, CL100K_BASE",
        "gpt-35-turbo, CL100K_BASE",
        "ft:gpt-3.5-turbo:acme, CL100K_BASE",
        "text-embedding-3-small, CL100K_BASE",
        "text-embedding-ada-002, CL100K_BASE",
        "davinci-002, CL100K_BASE",
        "text-davinci-003, P50K_BASE",
    })
    void the_name_tells_the_encoding(String model, EncodingType encoding) {
        assertThat(OpenAiEncodings.of(model)).contains(encoding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama-3.3-70b",
                "mistral-large",
                "gpt-oss-120b",
                "gpt-4omni",
                "omega",
                "o1x",
                "gpt",
                ""
            })
    void other_names_tell_nothing(String model) {
        assertThat(OpenAiEncodings.of(model)).isEmpty();
    }
}
