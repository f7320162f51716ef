package dev.sluice.architecture.tidy;

import java.util.List;
import java.util.function.ToLongFunction;

/** Sizes, and what is beyond them. */
final class Budgets {

    private Budgets() {}

    static List<Violation> longFiles(List<JavaFile> files, int linesMax) {
        return files.stream()
                .filter(file -> file.lines().size() > linesMax)
                .map(file ->
                        new Violation(
                                file.path(),
                                linesMax + 1,
                                "a file has at most "
                                        + linesMax
                                        + " lines, not "
                                        + file.lines().size()))
                .toList();
    }

    static List<Violation> longMethods(List<JavaFile> files, int linesMax) {
        return files.stream()
                .flatMap(file -> Methods.of(file).stream())
                .filter(method -> method.bodyLines() > linesMax)
                .map(method ->
                        method.violation(
                                "a method body has at most "
                                        + linesMax
                                        + " lines, not "
                                        + method.bodyLines()
                                        + ": "
                                        + method.tree().getName()))
                .toList();
    }

    /** The size that the given share of the items does not exceed. */
    static <T> long quantile(List<T> items, ToLongFunction<T> size, double share) {
        List<Long> sorted = items.stream().map(size::applyAsLong).sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
