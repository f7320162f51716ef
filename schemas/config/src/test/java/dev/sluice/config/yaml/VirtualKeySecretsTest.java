package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.KeySecret;
import dev.sluice.config.KeyValidity;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig.KafkaDoorAuth;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How secrets of virtual keys are written, and what is wrong with them. */
class VirtualKeySecretsTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String WRAPPED = "c".repeat(80);
    private static final String KEY = "customers.acme.teams.research.keys[0]";

    @Test
    void theShortFormIsOneSecretWithoutEnd() {
        assertThat(key("secret_sha256: " + A))
                .isEqualTo(
                        new CustomerConfig.VirtualKey(
                                "demo",
                                A,
                                key("secret_sha256: " + A).models(),
                                key("secret_sha256: " + A).limits()));
    }

    @Test
    void whileItIsRotatedAKeyHasTwo() {
        CustomerConfig.VirtualKey key =
                key(
                        "secrets: [{sha256: %s, signing_key: %s}, {sha256: %s, until: 2027-01-01T01:00:00+01:00}]"
                                .formatted(A, WRAPPED, B));

        assertThat(key.secrets())
                .containsExactly(
                        new KeySecret(A, Optional.of(WRAPPED), Optional.empty()),
                        new KeySecret(
                                B,
                                Optional.empty(),
                                Optional.of(Instant.parse("2027-01-01T00:00:00Z"))));
    }

    @Test
    void aKeyMayBeDisabledAndExpire() {
        assertThat(
                        key("secret_sha256: %s, disabled: true, expires_at: 2027-01-01T00:00:00Z"
                                        .formatted(A))
                                .validity())
                .isEqualTo(
                        new KeyValidity(
                                KeyValidity.Use.DISABLED,
                                Optional.of(Instant.parse("2027-01-01T00:00:00Z"))));
    }

    @Test
    void aSignedDoorNamesItsRoot() {
        String yaml =
                withKey("secret_sha256: %s, signing_key: %s".formatted(A, WRAPPED))
                        .replace(
                                "{auth: trusted}", "{auth: signed, signing_root: \"${env:ROOT}\"}");
        ParsedConfig.Valid valid = Documents.valid(yaml);

        assertThat(valid.config().kafkaDoor())
                .isEqualTo(new KafkaDoorAuth.Signed(new SecretRef.Env("ROOT")));
        assertThat(valid.secrets())
                .extracting(LocatedSecret::use)
                .contains(LocatedSecret.Use.SIGNING_ROOT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    none at all                 | limits: []                                     | .secret_sha256         | is missing
                    misspelt                    | secret_sha: A                                  | .secret_sha            | did you mean
                    an empty list               | secrets: []                                    | .secrets               | at least one
                    both forms                  | secret_sha256: A, secrets: [{sha256: B}]       | .secrets               | stands beside secret_sha256
                    the same twice              | secrets: [{sha256: A}, {sha256: A}]            | .secrets[1].sha256     | another secret of this key
                    a signing key of nobody     | secrets: [{sha256: A}], signing_key: W         | .signing_key           | belongs to one of the secrets
                    a secret without its hash   | secrets: [{until: 2027-01-01T00:00:00Z}]       | .secrets[0].sha256     | is missing
                    too many                    | secrets: [{sha256: A}, {sha256: B}, {sha256: C}, {sha256: D}, {sha256: E}] | .secrets[4] | at most 4
                    """)
    void oneMistakeOneError(String name, String written, String path, String message) {
        assertOnly(Documents.errors(withKey(filled(written))), KEY + path, message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no root            | {auth: signed}                               | secret_sha256: A, signing_key: W | kafka_door.signing_root | is missing
                    a misspelt root    | {auth: signed, signing_rot: x}               | secret_sha256: A, signing_key: W | kafka_door.signing_rot  | did you mean
                    one key cannot     | {auth: signed, signing_root: "${env:ROOT}"}  | secret_sha256: A                 | KEY.signing_key         | is missing: kafka_door.auth is signed
                    one of two cannot  | {auth: signed, signing_root: "${env:ROOT}"}  | secrets: [{sha256: A, signing_key: W}, {sha256: B}] | KEY.secrets[1].signing_key | is missing
                    """)
    void aSignedDoorNeedsKeysThatCanSign(
            String name, String door, String written, String path, String message) {
        String yaml = withKey(filled(written)).replace("{auth: trusted}", door);
        assertOnly(Documents.errors(yaml), path.replace("KEY", KEY), message);
    }

    private static void assertOnly(List<ConfigError> errors, String path, String message) {
        assertThat(errors).as("one cause, one error").hasSize(1);
        assertThat(errors.getFirst().path()).isEqualTo(path);
        assertThat(errors.getFirst().message()).contains(message);
    }

    private static String filled(String written) {
        String text = written.replaceAll("\\bW\\b", WRAPPED);
        for (String letter : List.of("A", "B", "C", "D", "E")) {
            text =
                    text.replaceAll(
                            ": " + letter + "\\b",
                            ": " + letter.toLowerCase(Locale.ROOT).repeat(64));
        }
        return text;
    }

    private static String withKey(String written) {
        return Documents.sample(
                "{id: demo, secret_sha256: \"2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\", models: [gpt-4o-mini], limits: [{usd: 5, per: 1d}]}",
                "{id: demo, models: [gpt-4o-mini], " + written + "}");
    }

    private static CustomerConfig.VirtualKey key(String written) {
        return Documents.valid(withKey(written))
                .config()
                .customers()
                .getFirst()
                .teams()
                .getFirst()
                .keys()
                .getFirst();
    }
}
