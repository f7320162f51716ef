package dev.sluice.schemas.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateContentUrlTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/v1beta/models/gemini-2.5-flash:generateContent, gemini-2.5-flash",
        "/v1beta/models/llama3:8b:generateContent, llama3:8b",
        "/v1beta/models/google/gemini:generateContent, google/gemini",
        "/v1beta/models/google%2Fgemini:generateContent, google/gemini",
        "/v1beta/models/a+b:generateContent, a+b",
    })
    void theModelStandsBetweenTheFolderAndTheMethod(String url, String model) {
        assertThat(GenerateContentUrl.parse(url)).contains(new GenerateContentUrl(model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v1beta/models/:generateContent",
                "/v1beta/models/m",
                "/v1beta/models/m:countTokens",
                "/v1beta/models/m:streamGenerateContent",
                "/v1/models/m:generateContent",
                "/v1beta/models/m:generateContent?alt=sse",
                "/v1beta/models/m?x=:generateContent",
                "/v1beta/models/a%2:generateContent",
                "/v1beta/models/a b:generateContent",
            })
    void anythingElseIsAnotherPath(String url) {
        assertThat(GenerateContentUrl.parse(url)).isEmpty();
    }

    @Test
    void anEndlessPathIsNotLookedAt() {
        assertThat(
                        GenerateContentUrl.parse(
                                "/v1beta/models/" + "m".repeat(2_000) + ":generateContent"))
                .isEmpty();
    }

    @Test
    void theModelCannotLeadElsewhere() {
        assertThat(new GenerateContentUrl("../../x?y#z w").path())
                .isEqualTo("/v1beta/models/..%2F..%2Fx%3Fy%23z%20w:generateContent");
    }

    @Test
    void thePathOfAModelIsReadBackAsIt() {
        GenerateContentUrl url = new GenerateContentUrl("a/b:c+d e");

        assertThat(GenerateContentUrl.parse(url.path())).contains(url);
    }

    @Test
    void piecesAreAnotherMethod() {
        assertThat(GenerateContentUrl.isStreaming("/v1beta/models/m:streamGenerateContent"))
                .isTrue();
        assertThat(GenerateContentUrl.isStreaming("/v1beta/models/m:generateContent")).isFalse();
    }
}
