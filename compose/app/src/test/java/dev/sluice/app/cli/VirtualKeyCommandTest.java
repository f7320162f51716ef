package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.wire.Signer;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.schemas.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualKeyCommandTest {

    private static final String ROOT = "0123456789abcdef0123456789abcdef";

    @TempDir Path folder;

    @Test
    void aKeyIsMadeAnewEachTime() {
        Ran first = Ran.of("virtual-key", "agent_1");
        Ran second = Ran.of("virtual-key", "agent_1");

        assertThat(first.code()).isZero();
        assertThat(first.out().lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("vk_agent_1_[0-9a-f]{64}"))
                .anyMatch(line -> line.matches("secret_sha256: \"[0-9a-f]{64}\""));
        assertThat(first.err()).contains("stored nowhere");
        assertThat(second.out()).isNotEqualTo(first.out());
    }

    @Test
    void withTheSigningRootItsSigningKeyIsPrintedToo() throws IOException {
        Path file = config("{auth: trusted, signing_root: \"${file:SECRETS:root}\"}");

        Ran ran = Ran.of("virtual-key", "agent", "--config", file.toString());

        List<String> lines = ran.out().lines().toList();
        assertThat(lines).as(ran.err()).hasSize(3);
        String secret = lines.get(0).substring("vk_agent_".length());
        String sha256 = quoted(lines.get(1));
        assertThat(SigningRoot.of(ROOT).unwrap("agent", sha256, quoted(lines.get(2))))
                .contains(SigningKey.of("agent", secret));
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws IOException {
        Path rootless = config("{auth: trusted}");

        assertThat(Ran.of("virtual-key", "a b").err()).contains("'a b' is no id of a virtual key");
        assertThat(Ran.of("virtual-key", "agent", "--config", rootless.toString()))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.out()).isEmpty())
                .satisfies(ran -> assertThat(ran.err()).contains("has no kafka_door.signing_root"));
    }

    @Test
    void publishAndCancelTakeTheSecretFromTheEnvironment() {
        SecretOption option = new SecretOption();

        assertThat(option.signer("demo", Map.of())).isEqualTo(Signer.none("demo"));
        assertThat(option.signer("demo", Map.of("SLUICE_SECRET", "vk_demo_secret")))
                .isEqualTo(Signer.of("demo", "secret"));
        assertThatThrownBy(() -> option.signer("demo", Map.of("SLUICE_SECRET", "vk_other_secret")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("environment variable SLUICE_SECRET: this is not the")
                .hasMessageNotContaining("other");
    }

    private Path config(String door) throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "root=" + ROOT);
        return Files.writeString(
                folder.resolve("sluice.yaml"),
                "kafka_door: "
                        + door.replace("SECRETS", secrets.toString())
                        + "\n"
                        + ConfigFileTest.RIGHT);
    }

    private static String quoted(String line) {
        return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    }
}
