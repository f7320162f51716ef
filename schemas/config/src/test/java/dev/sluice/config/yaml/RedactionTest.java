package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {

    private static final String LETTERS =
            "abcABC019 _-+/=.:,;#'\"\\{}[]&*!|>%@`~^<>?()äß日\uD83D\uDE00";

    @Test
    void whatHasNoLiteralSaysTheSameAfterwards() {
        ParsedConfig.Valid original = Documents.valid(Documents.fullExample());
        ParsedConfig.Valid again = Documents.valid(original.redacted());
        assertThat(again.config()).isEqualTo(original.config());
        assertThat(again.redacted()).isEqualTo(original.redacted());
    }

    @Test
    void literalsAreReplacedByAMarkThatTheParserKnows() {
        String yaml =
                Documents.sample("\"${env:KEY_A}\"", "sk-hush")
                        .replace("\"${env:AUDIT_ROOT}\"", "root-hush");
        ParsedConfig.Valid again = Documents.valid(Documents.valid(yaml).redacted());
        SluiceConfig config = again.config();
        assertThat(config.auditRootKey()).isEqualTo(new SecretRef.Removed());
        assertThat(config.providers().getFirst().keys())
                .extracting(ProviderConfig.Key::secret)
                .containsExactly(
                        new SecretRef.Removed(),
                        new SecretRef.File("/run/secrets/keys.properties", "b"));
        assertThat(again.redacted()).doesNotContain("hush");
        assertThat(again.warnings()).isEmpty();
    }

    @Test
    void commentsAreLeftOutSincePeopleKeepSecretsThere() {
        String yaml = Documents.sample("type: openai", "type: openai # was sk-hush until May");
        assertThat(Documents.valid(yaml).redacted()).doesNotContain("hush");
    }

    @Test
    void layoutDoesNotMatter() {
        String other =
                Documents.sample()
                        .replace("kafka_door: {auth: trusted}", "kafka_door:\n    auth: trusted\n")
                        .replace("weight: 2", "weight:    2");
        assertThat(Documents.valid(other).redacted())
                .isEqualTo(Documents.valid(Documents.sample()).redacted());
    }

    @Test
    void anotherLiteralIsTheSameDocument() {
        String one = Documents.valid(Documents.sample("\"${env:KEY_A}\"", "first")).redacted();
        String two = Documents.valid(Documents.sample("\"${env:KEY_A}\"", "second")).redacted();
        assertThat(one).isEqualTo(two);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLiteralWhateverItsLettersIsLeft(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String secret = "hush" + letters(random);
            String yaml = Documents.sample("\"${env:KEY_A}\"", quoted(secret));
            ParsedConfig.Valid valid = Documents.valid(yaml);
            assertThat(valid.config().providers().getFirst().keys().getFirst().secret())
                    .isEqualTo(new SecretRef.Literal(secret));
            assertThat(valid.redacted()).doesNotContain("hush");
            assertThat(Documents.valid(valid.redacted()).redacted()).isEqualTo(valid.redacted());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void namesOfFilesSurviveWhateverTheirLetters(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String path = "/run/" + letters(random).replaceAll("[{}]", "");
            String yaml = Documents.sample("\"${env:KEY_A}\"", quoted("${file:" + path + ":k}"));
            ParsedConfig.Valid again = Documents.valid(Documents.valid(yaml).redacted());
            assertThat(again.config().providers().getFirst().keys().getFirst().secret())
                    .isEqualTo(new SecretRef.File(path, "k"));
        }
    }

    private static String letters(Random random) {
        List<String> letters = LETTERS.codePoints().mapToObj(Character::toString).toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(letters.get(random.nextInt(letters.size())));
        }
        return text.toString().replace("${", "");
    }

    // Single quotes: nothing in them means anything but a quote.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
