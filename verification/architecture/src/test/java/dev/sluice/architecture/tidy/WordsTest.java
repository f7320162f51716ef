package dev.sluice.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final Path FILE = Path.of("x.txt");

    @Test
    void noFileHasWorkPutOffOrTheHostOfARegistry() {
        Repository repository = Repository.open();

        assertThat(repository.all().stream().flatMap(path -> check(repository, path))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// TO" + "DO later",
                "FIX" + "ME",
                "https://repo.maven" + ".apache.org/maven2",
                "FROM docker" + ".io/library/x",
                "npm --registry=https://registry.npm" + "js.org"
            })
    void suchAWordIsFound(String line) {
        assertThat(Words.check(FILE, List.of("good", line)))
                .singleElement()
                .hasToString("x.txt:2: " + rule(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://maven.apache.org/POM/4.0.0", "todos", "mydocker.iox"})
    void anotherIsNot(String line) {
        assertThat(Words.check(FILE, List.of(line))).isEmpty();
    }

    private static String rule(String line) {
        return Words.check(FILE, List.of(line)).getFirst().rule();
    }

    private static Stream<Violation> check(Repository repository, Path path) {
        return repository.lines(path).stream().flatMap(lines -> Words.check(path, lines).stream());
    }
}
