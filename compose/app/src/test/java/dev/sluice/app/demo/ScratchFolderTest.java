package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    @Test
    void it_goes_with_all_that_is_in_it(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "kept");
        Path path;
        try (ScratchFolder folder = ScratchFolder.create("sluice-test")) {
            path = folder.path();
            Path deep = Files.createDirectories(path.resolve("kafka/log/topic-0"));
            Files.writeString(deep.resolve("0.log"), "x");
            Files.createSymbolicLink(path.resolve("link"), kept);
            Files.createSymbolicLink(path.resolve("links"), elsewhere);
        }

        assertThat(path).doesNotExist();
        assertThat(path.getFileName().toString()).startsWith("sluice-test");
        assertThat(kept).as("what a link leads to").exists();
    }

    @Test
    void two_have_nothing_in_common() {
        try (ScratchFolder one = ScratchFolder.create("sluice-test");
                ScratchFolder two = ScratchFolder.create("sluice-test")) {
            assertThat(one.path()).isDirectory().isNotEqualTo(two.path());
        }
    }

    @Test
    void one_that_somebody_else_removed_is_told() throws IOException {
        ScratchFolder folder = ScratchFolder.create("sluice-test");
        Files.delete(folder.path());

        assertThatThrownBy(folder::close)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.path().toString());
    }
}
