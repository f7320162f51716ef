package dev.sluice.architecture.tidy;

import java.util.ArrayList;
import java.util.List;

/** What a {@code package-info.java} must have. */
final class PackageFile {

    private PackageFile() {}

    static List<Violation> check(JavaFile file) {
        List<Violation> found = new ArrayList<>();
        boolean marked =
                file.tree().getPackageAnnotations().stream()
                        .anyMatch(each -> each.getAnnotationType().toString().equals("NullMarked"));
        if (!marked) {
            found.add(new Violation(file.path(), 1, "a package is @NullMarked"));
        }
        if (file.lines().isEmpty() || !file.lines().getFirst().startsWith("/**")) {
            found.add(new Violation(file.path(), 1, "a package says in a sentence what it is for"));
        }
        return found;
    }
}
