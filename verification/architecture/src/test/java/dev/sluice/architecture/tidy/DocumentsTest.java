package dev.sluice.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final int README_MAX = 120;

    private static final Repository REPOSITORY = Repository.open();
    private static final List<Markdown> DOCUMENTS =
            REPOSITORY.endingWith(".md").stream().map(DocumentsTest::read).toList();

    @Test
    void linksWithinTheRepositoryLeadSomewhere() {
        assertThat(DOCUMENTS)
                .flatExtracting(document ->
                        document.deadLinks(
                                REPOSITORY::exists,
                                anchor -> read(anchor.document()).hasHeading(anchor.heading())))
                .isEmpty();
    }

    @Test
    void classesThatDocumentsNameExist() {
        KnownTypes known = new KnownTypes(REPOSITORY);

        assertThat(DOCUMENTS)
                .flatExtracting(document -> document.unknownNames(known::hasType, known::hasFile))
                .isEmpty();
    }

    @Test
    void theReadmeIsShort() {
        Path readme = Path.of("README.md");

        assertThat(REPOSITORY.exists(readme)).as("README.md exists").isTrue();
        assertThat(REPOSITORY.lines(readme).orElseThrow()).hasSizeLessThanOrEqualTo(README_MAX);
    }

    private static Markdown read(Path path) {
        return new Markdown(path, REPOSITORY.lines(path).orElseThrow());
    }
}
