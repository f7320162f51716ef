package dev.sluice.config.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.yaml.ConfigError;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.LocatedSecret.Use;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretCheckTest {

    @TempDir private Path folder;

    private ParsedConfig.Valid config() {
        String yaml =
                """
                providers:
                  p:
                    type: openai
                    base_url: http://127.0.0.1:1
                    keys:
                      - {id: a, secret: "${env:KEY_A}"}
                      - {id: b, secret: "${file:%s:b}"}
                      - {id: c, secret: written-out}
                models: {m: {provider: p, max_output_tokens: 1}}
                customers: {}
                prices: {m: {input_per_million: 1, output_per_million: 1}}
                audit: {root_key: "${removed:literal}"}
                """
                        .formatted(folder.resolve("keys"));
        return switch (ConfigParser.parse(yaml, "sluice.yaml")) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid -> throw new AssertionError(invalid.report());
        };
    }

    @Test
    void everySecretThatIsNotThereIsAnErrorAtItsPlace() {
        List<ConfigError> errors = SecretCheck.unresolved(config(), SecretResolver.of(Map.of()));
        assertThat(errors)
                .extracting(error -> error.line() + ":" + error.column() + " " + error.path())
                .containsExactly(
                        "6:25 providers.p.keys[0].secret",
                        "7:25 providers.p.keys[1].secret",
                        "12:19 audit.root_key");
        assertThat(errors.get(0).message()).contains("KEY_A").contains("not set");
        assertThat(errors.get(1).message()).contains("cannot be read");
        assertThat(errors.get(2).message()).contains("start from the file itself");
    }

    @Test
    void secretsThatAreThereAreNoErrors() throws IOException {
        Files.writeString(folder.resolve("keys"), "b=sk-b\n");
        SecretResolver resolver = SecretResolver.of(Map.of("KEY_A", "sk-a"));
        assertThat(SecretCheck.unresolved(config(), resolver, Set.of(Use.PROVIDER_KEY))).isEmpty();
    }

    @Test
    void aRoleNeedsOnlyItsOwnSecrets() {
        assertThat(
                        SecretCheck.unresolved(
                                config(), SecretResolver.of(Map.of()), Set.of(Use.AUDIT_ROOT)))
                .extracting(ConfigError::path)
                .containsExactly("audit.root_key");
        assertThat(SecretCheck.unresolved(config(), SecretResolver.of(Map.of()), Set.of()))
                .isEmpty();
    }
}
