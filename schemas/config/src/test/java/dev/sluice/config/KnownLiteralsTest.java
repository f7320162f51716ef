package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownLiteralsTest {

    private static ParsedConfig.Valid parsed(String yaml) {
        return (ParsedConfig.Valid) ConfigParser.parse(yaml, "test");
    }

    private static String yaml(String keys, String root) {
        return """
        providers:
          sim:
            type: openai
            base_url: http://127.0.0.1:4010/v1
            keys: [%s]
        models: {m: {provider: sim, max_output_tokens: 64}}
        customers: {acme: {teams: {t: {keys: [{id: k, secret_sha256: "%s", models: [m]}]}}}}
        prices: {m: {input_per_million: 1, output_per_million: 1}}
        audit: {root_key: "%s"}
        """
                .formatted(keys, "ab".repeat(32), root);
    }

    private static List<SecretRef> secrets(SluiceConfig config) {
        return config.providers().getFirst().keys().stream()
                .map(ProviderConfig.Key::secret)
                .toList();
    }

    @Test
    void aLiteralIsKeptForTheSameKeyWhereverItStands() {
        SluiceConfig held =
                parsed(yaml("{id: a, secret: one}, {id: b, secret: two}", "root")).config();
        ParsedConfig.Valid changed =
                parsed(
                        yaml(
                                "{id: b, secret: two}, {id: a, secret: one}, {id: c, secret: three}",
                                "root"));
        SluiceConfig next = parsed(changed.redacted()).config();

        SluiceConfig kept = KnownLiterals.kept(next, held);

        assertThat(secrets(next)).containsOnly(new SecretRef.Removed());
        assertThat(secrets(kept))
                .containsExactly(
                        new SecretRef.Literal("two"),
                        new SecretRef.Literal("one"),
                        new SecretRef.Removed());
        assertThat(kept.auditRootKey()).isEqualTo(new SecretRef.Literal("root"));
    }

    @Test
    void aReferenceIsTakenAsItIsWritten() {
        SluiceConfig held = parsed(yaml("{id: a, secret: one}", "root")).config();
        SluiceConfig next = parsed(yaml("{id: a, secret: \"${env:A}\"}", "${env:ROOT}")).config();

        SluiceConfig kept = KnownLiterals.kept(next, held);

        assertThat(kept).isEqualTo(next);
    }
}
