package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limit;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderCopyTest {

    private static final SluiceConfig CONFIG =
            parsed(
                    """
                    providers:
                      one:
                        type: openai
                        base_url: http://127.0.0.1:1/v1
                        keys:
                          - {id: a, secret: "${env:A}", limits: [{requests: 60, per: 1m, burst: 2}, {concurrent: 3}]}
                          - {id: b, secret: sk-b}
                      two:
                        type: openai
                        base_url: http://127.0.0.1:2/v1
                        keys: [{id: c, secret: sk-b}, {id: d, secret: sk-b}]
                    models:
                      small: {provider: one, max_output_tokens: 8}
                      fast: {provider: one, provider_model: small-2, max_output_tokens: 8}
                      cheap: {provider: one, provider_model: small-2, max_output_tokens: 8}
                      other: {provider: two, max_output_tokens: 8}
                    customers:
                      acme: {teams: {t: {keys: [{id: k, secret_sha256: "SHA", models: [small]}]}}}
                    prices:
                      small: {input_per_million: 0.15, output_per_million: 0.60}
                      fast: {input_per_million: 2, output_per_million: 4.000000000001}
                      cheap: {input_per_million: 1, output_per_million: 1}
                      other: {input_per_million: 1, output_per_million: 1}
                    audit: {root_key: r}
                    """
                            .replace("SHA", "ab".repeat(32)));

    @Test
    void itHasTheKeysWithTheirSecretsAndLimits() {
        SimulatorConfig copy = copy(0, Map.of("A", "sk-a"));

        assertThat(copy.keys())
                .extracting(SimulatorConfig.Key::id, SimulatorConfig.Key::secret)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "sk-a"),
                        org.assertj.core.groups.Tuple.tuple("b", "sk-b"));
        assertThat(copy.keys().getFirst().limits())
                .extracting(Limit::name)
                .containsExactly("requests/1m", "concurrent");
    }

    @Test
    void itHasTheModelsByTheNameThatTheyHaveThereAtTheirPrice() {
        SimulatorConfig copy = copy(0, Map.of("A", "sk-a"));

        assertThat(copy.models())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(
                        java.util.List.of(
                                model("small", "0.15", "0.60"),
                                model("small-2", "2", "4.000000000001")));
    }

    @Test
    void twoKeysOfOneSecretCannotBeToldApart() {
        assertThatThrownBy(() -> copy(1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two keys have the same secret");
    }

    private static SimulatorConfig copy(int provider, Map<String, String> environment) {
        ProviderConfig config = CONFIG.providers().get(provider);
        return ProviderCopy.of(config, CONFIG, SecretResolver.of(environment)::resolve);
    }

    private static SimulatorConfig.Model model(String name, String in, String out) {
        return new SimulatorConfig.Model(name, new BigDecimal(in), new BigDecimal(out));
    }

    private static SluiceConfig parsed(String yaml) {
        return switch (ConfigParser.parse(yaml, "a test")) {
            case ParsedConfig.Valid valid -> valid.config();
            case ParsedConfig.Invalid invalid -> throw new AssertionError(invalid.report());
        };
    }
}
