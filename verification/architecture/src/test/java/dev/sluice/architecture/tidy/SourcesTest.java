package dev.sluice.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private static final Repository REPOSITORY = Repository.open();
    private static final List<JavaFile> FILES = JavaFile.of(REPOSITORY);

    @Test
    void typesAndMethodsHaveNamesThatSaySomething() {
        assertThat(violations(Names::check)).isEmpty();
    }

    @Test
    void nothingSleepsInMainCodeOrTests() {
        assertThat(violations(Sleeps::check)).isEmpty();
    }

    @Test
    void everyMainPackageIsNullMarkedAndSaysWhatItIsFor() {
        List<JavaFile> main =
                FILES.stream().filter(file -> file.kind() == JavaFile.Kind.MAIN).toList();
        Set<Path> described =
                main.stream()
                        .filter(JavaFile::isPackageFile)
                        .map(file -> folder(file))
                        .collect(Collectors.toSet());

        assertThat(main.stream().filter(file -> !described.contains(folder(file))))
                .extracting(file ->
                        new Violation(file.path(), 1, "its package has no package-info.java"))
                .isEmpty();
        assertThat(main.stream().filter(JavaFile::isPackageFile).map(PackageFile::check))
                .flatExtracting(each -> each)
                .isEmpty();
    }

    private static Path folder(JavaFile file) {
        return Objects.requireNonNull(file.path().getParent());
    }

    private static List<Violation> violations(Function<JavaFile, List<Violation>> rule) {
        return FILES.stream().map(rule).flatMap(List::stream).toList();
    }
}
