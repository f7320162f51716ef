package dev.sluice.dispatcher.admission.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRulesTest {

    private static ImageRule rule(String type, String model) {
        return ImageRules.of(type, model).orElseThrow();
    }

    /**
     * The examples of OpenAI's "Images and vision" (1024 × 1024 and 2048 × 4096 in tiles, 1024 ×
     * 1024 and 1800 × 2400 in patches), of Anthropic's "Vision" and of Gemini's "Image
     * understanding".
     */
    @ParameterizedTest(name = "{0} {1}: {2} x {3} {4}")
    @CsvSource({
        "openai, gpt-4o, 1024, 1024, high, 765",
        "openai, gpt-4o, 2048, 4096, high, 1105",
        "openai, gpt-4o, 4096, 8192, low, 85",
        "openai, gpt-4o, 128, 64, '', 255",
        "openai, gpt-4o-mini, 1024, 1024, high, 25501",
        "openai, gpt-4o-mini, 2048, 4096, high, 36835",
        "openai, gpt-4o-mini-2024-07-18, 9, 9, low, 2833",
        "openai, gpt-4.1, 2048, 4096, auto, 1105",
        "openai, gpt-5, 1024, 1024, high, 630",
        "openai, gpt-5-chat-latest, 1024, 1024, low, 70",
        "openai, o1, 1024, 1024, high, 675",
        "openai, o3, 1024, 1024, low, 75",
        "openai, computer-use-preview, 1024, 1024, high, 581",
        "openai, gpt-4.1-mini, 1024, 1024, '', 1659",
        "openai, gpt-4.1-mini, 1800, 2400, '', 2353",
        "openai, gpt-4.1-mini, 1800, 2400, low, 2353",
        "openai, gpt-4.1-nano, 1024, 1024, '', 2520",
        "openai, o4-mini, 1024, 1024, '', 1762",
        "openai, gpt-5.4, 1800, 2400, high, 2942",
        "openai, gpt-5.4, 1800, 2400, auto, 2942",
        "openai, gpt-5.4, 1800, 2400, original, 5130",
        "openai, gpt-5.5, 1800, 2400, auto, 5130",
        "openai, gpt-5.6, 32000, 32000, '', 1200000",
        "anthropic, claude-3-5-sonnet-20241022, 200, 200, '', 64",
        "anthropic, claude-sonnet-4-5, 1000, 1000, '', 1334",
        "anthropic, claude-sonnet-4-5, 1092, 1092, '', 1590",
        "anthropic, claude-sonnet-4-20250514, 8000, 8000, '', 1600",
        "anthropic, claude-opus-4-6, 8000, 8000, '', 1600",
        "anthropic, claude-opus-4-7, 8000, 8000, '', 4784",
        "anthropic, anything-new, 8000, 8000, '', 4784",
        "gemini, gemini-2.5-flash, 384, 384, '', 258",
        "gemini, gemini-2.5-flash, 960, 540, '', 1548",
        "gemini, gemini-2.0-flash, 385, 100, '', 516",
        "gemini, gemini-2.5-pro, 4000, 4000, media_resolution_low, 258",
        "gemini, gemini-3-pro, 4000, 4000, '', 1120",
        "gemini, gemini-3-pro, 4000, 4000, media_resolution_low, 280",
        "gemini, gemini-3-pro, 10, 10, media_resolution_ultra_high, 2240",
    })
    void images_cost_what_is_published(
            String type, String model, int width, int height, String detail, long tokens) {
        assertThat(rule(type, model).tokens(new ImageSize(width, height), detail))
                .isEqualTo(tokens);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "openai, gpt-4o",
        "openai, gpt-4o-mini",
        "openai, gpt-4.1-mini",
        "openai, gpt-5.2",
        "openai, gpt-5.4",
        "openai, gpt-5.5",
        "openai, o1",
        "anthropic, claude-3-opus",
        "anthropic, claude-opus-5",
        "gemini, gemini-3-pro",
    })
    void no_image_costs_more_than_the_most(String type, String model) {
        ImageRule rule = rule(type, model);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            ImageSize size = new ImageSize(1 + random.nextInt(9_000), 1 + random.nextInt(9_000));
            for (String detail : new String[] {"", "low", "high", "original"}) {
                assertThat(rule.tokens(size, detail))
                        .as("%s %s", size, detail)
                        .isBetween(1L, rule.most(detail));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-3.2-vision", "gpt-oss-20b", "text-embedding-3-small"})
    void a_model_that_nothing_is_published_of_has_no_rule(String model) {
        assertThat(ImageRules.of("openai", model)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 2147483647", "2147483647, 1", "2147483647, 2147483647"})
    void absurd_sizes_end_in_a_number(int width, int height) {
        for (String model : new String[] {"gpt-4o", "gpt-4.1-mini", "gpt-5.6"}) {
            assertThat(rule("openai", model).tokens(new ImageSize(width, height), "")).isPositive();
        }
        assertThat(rule("anthropic", "claude-3").tokens(new ImageSize(width, height), ""))
                .isPositive();
        assertThat(rule("gemini", "gemini-2.5-pro").tokens(new ImageSize(width, height), ""))
                .isPositive();
    }
}
