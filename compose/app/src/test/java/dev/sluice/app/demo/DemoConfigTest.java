package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Lanes;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretCheck;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoConfigTest {

    private static final SecretResolver NO_SECRETS = SecretResolver.of(Map.of());

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "5, 600, 10, 65535", "26, 1000000, 1000, 32768"})
    void it_is_right_for_any_plan(int keys, int perMinute, int burst, int port) {
        ParsedConfig.Valid valid = parsed(plan(keys, perMinute, burst), port);

        assertThat(SecretCheck.unresolved(valid, NO_SECRETS)).isEmpty();
        assertThat(Lanes.of(valid.config()).size()).isEqualTo(keys + 1);
        assertThat(DemoConfig.yaml(plan(keys, perMinute, burst), port))
                .contains("base_url: http://127.0.0.1:" + port + "/v1")
                .contains(
                        "- {id: key-a, secret: sk-sim-key-a, limits: [{requests: "
                                + perMinute
                                + ", per: 1m, burst: "
                                + burst
                                + "}, {concurrent: 100}]}")
                .doesNotContain("PORT", "KEYS", "SECRET_SHA256", "ROOT_KEY");
    }

    @Test
    void every_agents_key_is_in_it_with_its_model() {
        SluiceConfig config = parsed(DemoPlan.STANDARD, 1).config();
        Set<String> used = new HashSet<>();
        for (int agent = 0; agent < DemoPlan.STANDARD.agents(); agent++) {
            used.add(DemoTenants.agent(agent).virtualKey());
        }

        String yaml = DemoConfig.yaml(DemoPlan.STANDARD, 1);

        assertThat(used).hasSize(3);
        assertThat(used)
                .allSatisfy(key ->
                        assertThat(yaml)
                                .containsPattern(
                                        "\\{id: "
                                                + key
                                                + ", secret_sha256: \"[0-9a-f]{64}\", models: \\[gpt-4o-mini\\]"));
        assertThat(config.models())
                .extracting(ModelConfig::name)
                .containsExactly(DemoConfig.MODEL, DemoConfig.ECHO_MODEL);
        assertThat(config.customers())
                .extracting(CustomerConfig::id)
                .containsExactly("acme", "globex", DemoTenants.WARM_UP.customer());
    }

    @Test
    void the_audit_key_of_the_books_is_that_of_the_configuration() {
        SluiceConfig config = parsed(DemoPlan.STANDARD, 1).config();

        assertThat(NO_SECRETS.resolve(config.auditRootKey())).isEqualTo(DemoConfig.AUDIT_ROOT_KEY);
    }

    private static ParsedConfig.Valid parsed(DemoPlan plan, int port) {
        ParsedConfig parsed = ConfigParser.parse(DemoConfig.yaml(plan, port), "the demonstration");
        assertThat(parsed).isInstanceOf(ParsedConfig.Valid.class);
        return (ParsedConfig.Valid) parsed;
    }

    private static DemoPlan plan(int keys, int perMinute, int burst) {
        return new DemoPlan(10, 1, keys, perMinute, burst, Duration.ZERO, 1, 1, 1);
    }
}
