package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Lanes;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.Price;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Window;
import dev.sluice.config.Window.Unit;
import dev.sluice.config.WorkerPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigParserTest {

    private static final Window MINUTE = new Window(1, Unit.MINUTES);

    @Test
    void sampleBecomesItsRecords() {
        SluiceConfig config = Documents.valid(Documents.sample()).config();
        assertThat(config.kafkaDoor()).isEqualTo(SluiceConfig.KafkaDoorAuth.TRUSTED);
        assertThat(config.models())
                .containsExactly(new ModelConfig("gpt-4o-mini", "sim", "gpt-4o-mini", 1024));
        assertThat(config.prices())
                .containsExactly(Price.of("gpt-4o-mini", 150_000_000_000L, 600_000_000_000L));
        assertThat(config.auditRootKey()).isEqualTo(new SecretRef.Env("AUDIT_ROOT"));
        assertThat(config.registryUrl()).isEmpty();
        assertThat(config.requests()).isEqualTo(RequestPolicy.DEFAULT);
        assertThat(config.worker()).isEqualTo(WorkerPolicy.DEFAULT);
    }

    @Test
    void providersKeepTheirKeysInOrder() {
        SluiceConfig config = Documents.valid(Documents.sample()).config();
        ProviderConfig.Key first =
                new ProviderConfig.Key(
                        "key-a",
                        new SecretRef.Env("KEY_A"),
                        List.of(
                                new Limit.Requests(600, MINUTE, OptionalLong.of(10)),
                                new Limit.Tokens(200_000, MINUTE, OptionalLong.empty()),
                                new Limit.Concurrent(50)),
                        Optional.empty(),
                        1);
        ProviderConfig.Key second =
                new ProviderConfig.Key(
                        "key-b",
                        new SecretRef.File("/run/secrets/keys.properties", "b"),
                        List.of(),
                        Optional.of("org-2"),
                        2);
        assertThat(config.providers())
                .containsExactly(
                        new ProviderConfig(
                                "sim",
                                "openai",
                                URI.create("http://127.0.0.1:4010/v1"),
                                List.of(first, second)));
        assertThat(Lanes.of(config)).extracting("id").containsExactly("sim/key-a", "sim/org-2");
    }

    @Test
    void customersKeepTheirTeamsAndKeys() {
        CustomerConfig.VirtualKey demo =
                new CustomerConfig.VirtualKey(
                        "demo",
                        "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",
                        Set.of("gpt-4o-mini"),
                        List.of(new Limit.Usd(5_000_000_000_000L, new Window(1, Unit.DAYS))));
        CustomerConfig.Team research =
                new CustomerConfig.Team(
                        "research",
                        List.of(
                                new Limit.Requests(600, MINUTE, OptionalLong.empty()),
                                new Limit.Tokens(100_000, MINUTE, OptionalLong.empty()),
                                new Limit.Concurrent(100)),
                        List.of(demo));
        assertThat(Documents.valid(Documents.sample()).config().customers())
                .containsExactly(
                        new CustomerConfig(
                                "acme",
                                1,
                                List.of(
                                        new Limit.Usd(
                                                500_000_000_000_000L, new Window(1, Unit.MONTHS))),
                                List.of(research)));
    }

    @Test
    void whatMayBeLeftOutMayBeLeftOut() {
        String small =
                """
                providers: {e: {type: echo, keys: [{id: k, secret: "${env:E}"}]}}
                models: {m: {provider: e, max_output_tokens: 1, provider_model: other/name}}
                customers: {c: {weight: 5}}
                prices: {m: {input_per_million: 0, output_per_million: 0}}
                audit: {root_key: "${env:A}"}
                """;
        SluiceConfig config = Documents.valid(small).config();
        assertThat(config.kafkaDoor()).isEqualTo(SluiceConfig.KafkaDoorAuth.TRUSTED);
        assertThat(config.models()).extracting("providerModel").containsExactly("other/name");
        assertThat(config.customers())
                .containsExactly(new CustomerConfig("c", 5, List.of(), List.of()));
        assertThat(config.providers().getFirst().baseUrl().getHost()).endsWith(".invalid");
    }

    @Test
    void literalSecretsWorkWithAWarningAtTheirPlace() {
        String yaml = Documents.sample("\"${env:KEY_A}\"", "sk-very-secret");
        ParsedConfig.Valid valid = Documents.valid(yaml);
        assertThat(valid.config().providers().getFirst().keys().getFirst().secret())
                .isEqualTo(new SecretRef.Literal("sk-very-secret"));
        assertThat(valid.warnings())
                .extracting(ConfigError::path, ConfigError::line, ConfigError::column)
                .containsExactly(tuple("providers.sim.keys[0].secret", 7, 29));
        assertThat(valid.toString()).doesNotContain("sk-very-secret");
    }

    @Test
    void literalOfAnEchoProtectsNothing() {
        String yaml =
                Documents.sample("type: openai", "type: echo")
                        .replace("\"${env:KEY_A}\"", "nothing");
        assertThat(Documents.valid(yaml).warnings()).isEmpty();
    }

    @Test
    void everySecretIsLocatedForWhoResolvesIt() {
        assertThat(Documents.valid(Documents.sample()).secrets())
                .extracting(LocatedSecret::path, s -> s.at().line(), LocatedSecret::use)
                .containsExactly(
                        tuple("providers.sim.keys[0].secret", 7, LocatedSecret.Use.PROVIDER_KEY),
                        tuple("providers.sim.keys[1].secret", 8, LocatedSecret.Use.PROVIDER_KEY),
                        tuple("audit.root_key", 21, LocatedSecret.Use.AUDIT_ROOT));
    }

    @Test
    void allErrorsAreToldAtOnceInTheOrderOfTheDocument() {
        String yaml =
                Documents.sample()
                        .replace("provider: sim", "provider: sin")
                        .replace("type: openai", "type: opnai")
                        .replace("per: 1M", "per: 1x")
                        .replace("AUDIT_ROOT}", "AUDIT_ROOT");
        assertThat(Documents.errors(yaml))
                .extracting(ConfigError::line, ConfigError::path)
                .containsExactly(
                        tuple(4, "providers.sim.type"),
                        tuple(10, "models.gpt-4o-mini.provider"),
                        tuple(13, "customers.acme.limits[0].per"),
                        tuple(21, "audit.root_key"));
    }

    @Test
    void reportHasALineForEachErrorThatEditorsJumpTo() {
        ParsedConfig parsed =
                ConfigParser.parse(Documents.sample("weight: 2", "weight: 0"), "conf/sluice.yaml");
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        ParsedConfig.Invalid.class,
                        invalid ->
                                assertThat(invalid.report())
                                        .isEqualTo(
                                                "conf/sluice.yaml:8:93: providers.sim.keys[1]"
                                                        + ".weight: must be 1 to 1000, not '0'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | 1 | 1 | the document is empty",
                "'# only a comment'    | 1 | 1 | the document is empty",
                "'- a list'            | 1 | 1 | must be a map of sections, not a list",
                "'text'                | 1 | 1 | must be a map of sections, not a single value",
                "'a: 1\n---\nb: 2'     | 2 | 1 | not YAML",
                "'a: \"open'           | 1 | 9 | not YAML",
                "'a:\n\tb: 1'          | 2 | 1 | not YAML",
                "'a: *nothing'         | 1 | 4 | not YAML",
                "'a: [1'               | 1 | 6 | not YAML",
                "'[a]: 1'              | 1 | 1 | a key must be a single word",
                "'a: \u0001'           | 1 | 4 | not YAML: a character"
            })
    void whatIsNoDocumentIsOneErrorAtItsPlace(String yaml, int line, int column, String message) {
        List<ConfigError> errors =
                Documents.errors(yaml).stream().filter(e -> e.path().isEmpty()).toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst().message()).contains(message);
        assertThat(errors.getFirst().line() + ":" + errors.getFirst().column())
                .isEqualTo(line + ":" + column);
    }

    @Test
    void aliasesThatGrowWithoutEndAreGivenUp() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, (alias + ", ").repeat(9) + alias));
        }
        assertThat(Documents.errors(bomb.toString()))
                .extracting(ConfigError::message)
                .containsExactly("more than 1000000 values");
        assertThat(Documents.errors("a: &a [*a]"))
                .extracting(ConfigError::message)
                .containsExactly("nested deeper than 32 levels");
    }

    @Test
    void anchorsMayShareLimits() {
        String yaml =
                Documents.sample()
                        .replace(
                                "limits: [{requests: 600, per: 1m, burst",
                                "limits: &l [{requests: 600, per: 1m, burst")
                        .replace("scope: org-2, weight: 2", "limits: *l");
        var keys = Documents.valid(yaml).config().providers().getFirst().keys();
        assertThat(keys.get(1).limits()).isEqualTo(keys.get(0).limits()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret: [sk-hush]",
                "secret: {a: sk-hush}",
                "secret: \"sk-hush${env:A}\"",
                "secret: \"sk-hush",
                "secret: sk-hush, secret: sk-hush"
            })
    void noErrorShowsASecret(String secret) {
        ParsedConfig parsed =
                ConfigParser.parse(Documents.sample("secret: \"${env:KEY_A}\"", secret), "f");
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        ParsedConfig.Invalid.class,
                        invalid -> assertThat(invalid.report()).doesNotContain("sk-hush"));
    }

    @Test
    void pricesAreReadFromADocumentThatIsOtherwiseWrong() {
        String yaml =
                Documents.sample("audit: {", "auditing: {")
                        .replace("prices:", "prices:\n  bad: {input_per_million: x}");
        assertThat(ConfigParser.prices(yaml))
                .containsExactly(Price.of("gpt-4o-mini", 150_000_000_000L, 600_000_000_000L));
        assertThat(ConfigParser.prices("not: [yaml")).isEmpty();
    }
}
