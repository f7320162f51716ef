package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigChangesTest {

    private static final String YAML =
            """
            providers:
              echo: {type: echo, keys: [{id: e, secret: none}]}
            models: {echo: {provider: echo, max_output_tokens: 64}}
            customers:
              acme:
                limits: [{requests: 10, per: 1m}]
                teams: {t: {keys: [{id: k, secret_sha256: "%s", models: [echo]}]}}
            prices: {echo: {input_per_million: 0, output_per_million: 0}}
            audit: {root_key: a root key}
            """
                    .formatted("ab".repeat(32));

    private static ParsedConfig.Valid parsed(String yaml) {
        return (ParsedConfig.Valid) ConfigParser.parse(yaml, "test");
    }

    private static ConfigDocuments inForce() {
        ConfigDocuments none = ConfigDocuments.of(List.of());
        return ConfigDocuments.of(
                List.of(none.next(parsed(YAML), 4, "me", Instant.EPOCH).orElseThrow()));
    }

    @Test
    void eachDifferenceIsALine() {
        ConfigChanges changes =
                ConfigChanges.of(
                        parsed(
                                YAML.replace("requests: 10", "requests: 20")
                                        .replace("max_output_tokens: 64", "max_output_tokens: 65")),
                        inForce());

        assertThat(changes.version()).isEqualTo(1);
        assertThat(changes.lines())
                .containsExactly(
                        "- customers.acme.limits[{requests: 10, per: 1m}]",
                        "+ customers.acme.limits[{requests: 20, per: 1m}]",
                        "~ models.echo.max_output_tokens: 64 -> 65");
    }

    @Test
    void aSecretIsInNoLine() {
        ConfigChanges changes =
                ConfigChanges.of(parsed(YAML.replace("a root key", "another")), inForce());

        assertThat(changes.lines()).isEmpty();
    }

    @Test
    void withoutAConfigurationAllOfItIsNew() {
        ConfigChanges changes = ConfigChanges.of(parsed(YAML), ConfigDocuments.of(List.of()));

        assertThat(changes.version()).isZero();
        assertThat(changes.lines()).hasSizeGreaterThan(8).allMatch(line -> line.startsWith("+ "));
    }
}
