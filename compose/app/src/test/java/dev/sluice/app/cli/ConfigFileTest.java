package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.ModelConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    /** Without a word of it written out. */
    static final String RIGHT =
            """
            providers:
              sim:
                type: openai
                base_url: http://127.0.0.1:1/v1
                keys: [{id: key-a, secret: "${env:KEY_A}"}]
            models: {gpt-4o-mini: {provider: sim, max_output_tokens: 64}}
            customers:
              acme:
                teams:
                  research: {keys: [{id: demo, secret_sha256: "SHA", models: [gpt-4o-mini]}]}
            prices: {gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}}
            audit: {root_key: "${env:ROOT}"}
            """
                    .replace("SHA", "ab".repeat(32));

    private static final SecretResolver BOTH =
            SecretResolver.of(Map.of("KEY_A", "sk-a", "ROOT", "root"));

    @TempDir Path folder;
    private final StringWriter warnings = new StringWriter();

    @Test
    void one_that_is_right_is_read_without_a_word() throws IOException {
        ParsedConfig.Valid valid = read(RIGHT, BOTH);

        assertThat(valid.config().models())
                .extracting(ModelConfig::name)
                .containsExactly("gpt-4o-mini");
        assertThat(warnings.toString()).isEmpty();
    }

    @Test
    void a_signing_root_that_is_too_short_is_told_at_its_place() {
        String door = "kafka_door: {signing_root: \"${env:SIGNING}\"}\n" + RIGHT;
        SecretResolver secrets =
                SecretResolver.of(Map.of("KEY_A", "sk-a", "ROOT", "root", "SIGNING", "short"));

        assertThatThrownBy(() -> read(door, secrets))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(
                        "1:28: kafka_door.signing_root: a signing root has at least 32 characters");
    }

    @Test
    void a_file_that_is_not_there_is_named_with_what_to_do() {
        Path file = folder.resolve("none.yaml");

        assertThatThrownBy(() -> ConfigFile.read(file, BOTH, new PrintWriter(warnings)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "cannot read the configuration %s: NoSuchFileException; name another with --config FILE",
                        file);
    }

    @Test
    void a_folder_or_bytes_that_are_not_text_cannot_be_read() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, 1});

        for (Path file : new Path[] {folder, bytes}) {
            assertThatThrownBy(() -> ConfigFile.read(file, BOTH, new PrintWriter(warnings)))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageStartingWith("cannot read the configuration " + file + ": ");
        }
    }

    @Test
    void every_error_is_a_line_with_its_place() {
        String wrong = RIGHT.replace("type: openai", "tpye: openai").replace("0.60", "much");

        assertThatThrownBy(() -> read(wrong, BOTH))
                .isInstanceOf(CommandFailure.class)
                .satisfies(e ->
                        assertThat(String.valueOf(e.getMessage()).lines())
                                .hasSizeGreaterThanOrEqualTo(2)
                                .allMatch(line -> line.startsWith(file() + ":"))
                                .anyMatch(line -> line.startsWith(file() + ":3:"))
                                .anyMatch(line -> line.startsWith(file() + ":11:")));
    }

    @Test
    void every_missing_secret_is_a_line_with_its_place() {
        assertThatThrownBy(() -> read(RIGHT, SecretResolver.of(Map.of())))
                .isInstanceOf(CommandFailure.class)
                .satisfies(e ->
                        assertThat(String.valueOf(e.getMessage()).lines())
                                .hasSize(2)
                                .anyMatch(line ->
                                        line.startsWith(file() + ":5:")
                                                && line.endsWith(
                                                        "secret ${env:KEY_A}: the environment variable is not set or empty"))
                                .anyMatch(line ->
                                        line.startsWith(file() + ":12:")
                                                && line.contains("${env:ROOT}")));
    }

    @Test
    void a_secret_that_is_written_out_is_warned_of_and_not_shown() throws IOException {
        ParsedConfig.Valid valid = read(RIGHT.replace("${env:KEY_A}", "sk-very-secret"), BOTH);

        assertThat(valid.warnings()).hasSize(1);
        assertThat(warnings.toString())
                .hasLineCount(1)
                .startsWith("warning: " + file() + ":5:")
                .doesNotContain("sk-very-secret");
    }

    @Test
    void of_one_with_missing_secrets_nothing_is_warned() {
        String literal = RIGHT.replace("${env:KEY_A}", "sk-very-secret");

        assertThatThrownBy(() -> read(literal, SecretResolver.of(Map.of())))
                .isInstanceOf(CommandFailure.class)
                .hasMessageNotContaining("sk-very-secret");
        assertThat(warnings.toString()).isEmpty();
    }

    private ParsedConfig.Valid read(String yaml, SecretResolver secrets) throws IOException {
        Files.writeString(file(), yaml);
        return ConfigFile.read(file(), secrets, new PrintWriter(warnings));
    }

    private Path file() {
        return folder.resolve("sluice.yaml");
    }
}
