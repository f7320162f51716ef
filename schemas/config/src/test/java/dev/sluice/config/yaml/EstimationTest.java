package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Estimation;
import dev.sluice.config.Estimation.Estimator;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the tokens of a model are counted, as the document says. */
final class EstimationTest {

    private static final String MODEL = "max_output_tokens: 1024";

    private static Estimation read(String keys) {
        return Documents.valid(Documents.sample(MODEL, MODEL + ", " + keys))
                .config()
                .models()
                .getFirst()
                .estimation();
    }

    @Test
    void what_is_left_out_goes_by_the_model() {
        assertThat(Documents.valid(Documents.sample()).config().models().getFirst().estimation())
                .isEqualTo(Estimation.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"exact, EXACT", "ratio, RATIO", "bytes, BYTES"})
    void an_estimator_has_a_word(String word, Estimator estimator) {
        assertThat(read("estimator: " + word).estimator()).contains(estimator);
    }

    @Test
    void a_ratio_alone_names_its_estimator() {
        assertThat(read("ratio_percent: 130"))
                .isEqualTo(
                        new Estimation(
                                Optional.of(Estimator.RATIO),
                                OptionalInt.of(130),
                                OptionalInt.empty(),
                                OptionalInt.empty()));
    }

    @Test
    void constants_of_images_and_files_go_with_any_estimator() {
        Estimation read = read("estimator: bytes, image_tokens: 800, file_tokens: 9000");
        assertThat(read.imageTokens()).hasValue(800);
        assertThat(read.fileTokens()).hasValue(9000);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "estimator: guess | estimator | must be one of exact, ratio, bytes",
                "ratio_percent: 9 | ratio_percent | must be 10 to 1000, not '9'",
                "ratio_percent: 1001 | ratio_percent | must be 10 to 1000, not '1001'",
                "image_tokens: 0 | image_tokens | must be 1 to 1000000, not '0'",
                "file_tokens: x | file_tokens | must be a whole number",
                "estimator: exact, ratio_percent: 130 | ratio_percent | is for estimator: ratio; leave one of them out",
                "estimator: bytes, ratio_percent: 130 | ratio_percent | is for estimator: ratio; leave one of them out",
            })
    void a_mistake_is_named_with_its_place(String keys, String key, String message) {
        assertThat(Documents.errors(Documents.sample(MODEL, MODEL + ", " + keys)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.path()).isEqualTo("models.gpt-4o-mini." + key);
                    assertThat(error.message()).contains(message);
                });
    }

    @ParameterizedTest
    @CsvSource({"anthropic", "gemini"})
    void nobody_counts_exactly_what_is_not_published(String type) {
        String document =
                Documents.sample(MODEL, MODEL + ", estimator: exact")
                        .replace("type: openai", "type: " + type);
        assertThat(Documents.errors(document))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.path()).isEqualTo("models.gpt-4o-mini.estimator");
                    assertThat(error.message()).contains(type).contains("write ratio or bytes");
                });
    }

    @Test
    void a_record_refuses_what_makes_no_sense() {
        OptionalInt none = OptionalInt.empty();
        assertThatThrownBy(() ->
                        new Estimation(
                                Optional.of(Estimator.EXACT), OptionalInt.of(130), none, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimation(Optional.empty(), OptionalInt.of(9), none, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimation(Optional.empty(), none, OptionalInt.of(0), none))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
