package dev.sluice.config.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.yaml.ConfigError;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningCheckTest {

    private static final String YAML =
            """
            kafka_door: {auth: DOOR, signing_root: "${env:ROOT}"}
            providers: {e: {type: echo, keys: [{id: k, secret: "${env:E}"}]}}
            models: {m: {provider: e, max_output_tokens: 1}}
            customers:
              c:
                teams:
                  t:
                    keys:
                      - id: demo
                        models: [m]
                        secret_sha256: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b
                        signing_key: "64d2d031a9e52146021c95b069171858c1c612c4c6c1e8a23d476c0bae38b73a71b18c58e15c8e31"
            prices: {m: {input_per_million: 0, output_per_million: 0}}
            audit: {root_key: "${env:A}"}
            """;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "signed, 0123456789abcdef0123456789abcdef, right",
        "trusted, 0123456789abcdef0123456789abcdef, right",
        "signed, fedcba9876543210fedcba9876543210, does not open the signing_key of virtual key demo:",
        "trusted, fedcba9876543210fedcba9876543210, does not open the signing_key of virtual key demo:",
        "signed, short, a signing root has at least 32 characters",
        "signed, '', right",
    })
    void aRootThatOpensNotAllIsToldAtItsPlace(String door, String root, String said) {
        ParsedConfig.Valid config =
                (ParsedConfig.Valid) ConfigParser.parse(YAML.replace("DOOR", door), "sluice.yaml");

        Optional<ConfigError> error =
                SigningCheck.unopened(config, SecretResolver.of(Map.of("ROOT", root)));

        if (said.equals("right")) {
            assertThat(error).isEmpty(); // that there is none is SecretCheck's to tell
        } else {
            assertThat(error.orElseThrow().message()).startsWith(said).doesNotContain(root + " ");
            assertThat(error.orElseThrow().path()).isEqualTo("kafka_door.signing_root");
            assertThat(error.orElseThrow().line()).isEqualTo(1);
        }
    }
}
