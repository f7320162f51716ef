package dev.sluice.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private static final int FILE_MAX = 300;
    private static final int FILE_MEDIAN = 80;
    private static final int METHOD_MAX = 40;
    private static final int METHOD_P90 = 15;
    private static final double PUBLIC_MAX = 0.40;

    private static final Repository REPOSITORY = Repository.open();
    private static final List<JavaFile> FILES = JavaFile.of(REPOSITORY);

    @Test
    void aFileHasAtMost300Lines() {
        assertThat(Budgets.longFiles(FILES, FILE_MAX)).isEmpty();
    }

    @Test
    void halfOfTheMainFilesHaveAtMost80() {
        List<JavaFile> main =
                FILES.stream()
                        .filter(file -> file.kind() == JavaFile.Kind.MAIN && !file.isPackageFile())
                        .toList();

        assertThat(Budgets.quantile(main, file -> file.lines().size(), 0.5))
                .as("median lines of %d main files", main.size())
                .isLessThanOrEqualTo(FILE_MEDIAN);
    }

    @Test
    void aMethodBodyHasAtMost40Lines() {
        assertThat(Budgets.longMethods(FILES, METHOD_MAX)).isEmpty();
    }

    @Test
    void nineOfTenMethodBodiesHaveAtMost15() {
        List<Methods.Method> methods =
                FILES.stream().flatMap(file -> Methods.of(file).stream()).toList();

        assertThat(Budgets.quantile(methods, Methods.Method::bodyLines, 0.9))
                .as("lines that nine of ten of %d bodies keep", methods.size())
                .isLessThanOrEqualTo(METHOD_P90);
    }

    @Test
    void testsAreAtLeastAsLongAsWhatTheyTest() {
        long main = lines(file -> file.kind() == JavaFile.Kind.MAIN);
        long test = lines(file -> file.kind() == JavaFile.Kind.TEST);

        assertThat(test)
                .as("lines of test code, beside %d of main code", main)
                .isGreaterThanOrEqualTo(main);
    }

    @Test
    void atMostFourOfTenTypesArePublicOutsideOfSchemas() {
        List<ClassTree> types =
                FILES.stream()
                        .filter(file -> file.kind() == JavaFile.Kind.MAIN)
                        .filter(file -> !file.path().startsWith("schemas"))
                        .flatMap(file -> types(file))
                        .toList();
        long open =
                types.stream()
                        .filter(type -> type.getModifiers().getFlags().contains(Modifier.PUBLIC))
                        .count();

        assertThat((double) open / types.size())
                .as("public ones of %d top-level types: %d", types.size(), open)
                .isLessThanOrEqualTo(PUBLIC_MAX);
    }

    private static Stream<ClassTree> types(JavaFile file) {
        return file.tree().getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map((Tree type) -> (ClassTree) type);
    }

    /** Without comments, imports and blank lines: a line of Javadoc asks for no line of test. */
    private static long lines(Predicate<JavaFile> which) {
        ToLongFunction<JavaFile> size = file -> CodeLines.of(file.lines());
        return FILES.stream().filter(which).mapToLong(size).sum();
    }
}
