package dev.sluice.config.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretResolverTest {

    private final SecretResolver secrets =
            SecretResolver.of(Map.of("KEY_A", " sk-a \n", "BLANK", "  "));

    @TempDir Path folder;

    @Test
    void anEnvironmentVariableIsFoundAndStripped() {
        assertThat(secrets.resolve(new SecretRef.Env("KEY_A"))).isEqualTo("sk-a");
    }

    @Test
    void aPropertyOfAFileIsFound() throws IOException {
        Path file = Files.writeString(folder.resolve("keys.properties"), "a=sk-a\nb = sk-b \n");

        assertThat(secrets.resolve(new SecretRef.File(file.toString(), "b"))).isEqualTo("sk-b");
    }

    @Test
    void aLiteralIsItself() {
        assertThat(secrets.resolve(new SecretRef.Literal("sk-lit"))).isEqualTo("sk-lit");
    }

    @Test
    void whatIsMissingIsNamedByItsReference() throws IOException {
        Path file = Files.writeString(folder.resolve("keys.properties"), "a=sk-a\nempty=\n");

        assertUnresolved(
                new SecretRef.Env("NOT_SET"),
                "secret ${env:NOT_SET}: the environment variable is not set or empty");
        assertUnresolved(
                new SecretRef.Env("BLANK"),
                "secret ${env:BLANK}: the environment variable is not set or empty");
        assertUnresolved(
                new SecretRef.File(file.toString(), "empty"),
                "secret ${file:" + file + ":empty}: the file has no such property or it is empty");
        assertUnresolved(
                new SecretRef.File(folder.resolve("none") + "", "a"),
                "secret ${file:" + folder.resolve("none") + ":a}: the file cannot be read");
        assertUnresolved(new SecretRef.Literal(""), "secret a literal (not shown): it is empty");
    }

    @Test
    void aFileThatIsNoPropertiesFileShowsNothingOfItself() throws IOException {
        Path file = Files.writeString(folder.resolve("odd"), "a=\\u00zz-sk-very-secret");

        assertThatThrownBy(() -> secrets.resolve(new SecretRef.File(file.toString(), "a")))
                .isInstanceOf(UnresolvedSecretException.class)
                .hasMessageEndingWith("the file is not a properties file in UTF-8")
                .hasNoCause()
                .message()
                .doesNotContain("very-secret");
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws IOException {
        Path file = Files.write(folder.resolve("big"), new byte[1024 * 1024 + 1]);

        assertThatThrownBy(() -> secrets.resolve(new SecretRef.File(file.toString(), "a")))
                .hasMessageContaining("larger than 1048576 bytes");
    }

    private void assertUnresolved(SecretRef ref, String message) {
        assertThatThrownBy(() -> secrets.resolve(ref))
                .isInstanceOf(UnresolvedSecretException.class)
                .hasMessage(message);
    }
}
