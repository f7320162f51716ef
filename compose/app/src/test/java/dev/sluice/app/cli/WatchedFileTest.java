package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.secret.SecretResolver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    private static final String YAML =
            """
            providers:
              echo: {type: echo, keys: [{id: e, secret: none}]}
            models: {echo: {provider: echo, max_output_tokens: TOKENS}}
            customers: {acme: {teams: {t: {keys: [{id: k, secret_sha256: "DIGEST", models: [echo]}]}}}}
            prices: {echo: {input_per_million: 0, output_per_million: 0}}
            audit: {root_key: a root key}
            """;

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("sluice.yaml");
        write(64);
    }

    private void write(int tokens) throws IOException {
        Files.writeString(
                file,
                YAML.replace("TOKENS", Integer.toString(tokens))
                        .replace("DIGEST", "ab".repeat(32)));
    }

    private WatchedFile watched() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return WatchedFile.of(
                file, () -> ConfigFile.read(file, SecretResolver.of(Map.of()), nowhere));
    }

    @Test
    void whatItSaidWhenTheWatchBeganIsNoChange() {
        WatchedFile watched = watched();

        assertThat(watched.get()).isEmpty();
        assertThat(watched.get()).isEmpty();
    }

    @Test
    void aChangeIsToldOnceAndWhenItStays() throws IOException {
        WatchedFile watched = watched();
        write(65);
        assertThat(watched.get()).isEmpty();
        write(66);
        assertThat(watched.get()).isEmpty();

        assertThat(watched.get().orElseThrow().config().models().getFirst().outputTokensMax())
                .isEqualTo(66);
        assertThat(watched.get()).isEmpty();
    }

    @Test
    void whatIsWrongIsToldOnceAndTheNextChangeIsTaken() throws IOException {
        WatchedFile watched = watched();
        Files.writeString(file, "providers: 7");
        assertThat(watched.get()).isEmpty();
        assertThatThrownBy(watched::get)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("providers");
        assertThat(watched.get()).isEmpty();

        write(70);
        assertThat(watched.get()).isEmpty();
        assertThat(watched.get()).isPresent();
    }

    @Test
    void aFileThatIsGoneForAWhileChangesNothing() throws IOException {
        WatchedFile watched = watched();
        Files.delete(file);
        assertThat(watched.get()).isEmpty();
        assertThat(watched.get()).isEmpty();
        write(64);

        assertThat(watched.get()).isEmpty();
        assertThat(watched.get()).isEmpty();
    }
}
