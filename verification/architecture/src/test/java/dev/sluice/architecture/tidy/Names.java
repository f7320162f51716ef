package dev.sluice.architecture.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names that say nothing. */
final class Names extends TreeScanner<@Nullable Void, @Nullable Void> {

    private static final Set<String> TYPE_WORDS =
            Set.of(
                    "Manager",
                    "Util",
                    "Utils",
                    "Helper",
                    "Helpers",
                    "Impl",
                    "Base",
                    "Abstract",
                    "Common",
                    "Data",
                    "Info");
    private static final Set<String> METHODS = Set.of("process", "handle", "manage");

    private final JavaFile file;
    private final List<Violation> found = new ArrayList<>();

    private Names(JavaFile file) {
        this.file = file;
    }

    static List<Violation> check(JavaFile file) {
        Names names = new Names(file);
        names.scan(file.tree(), null);
        return names.found;
    }

    /** The first word of the name, in camel case, that is not to be used. */
    static Optional<String> bannedWord(String typeName) {
        return Arrays.stream(typeName.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1))
                .filter(TYPE_WORDS::contains)
                .findFirst();
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        bannedWord(type.getSimpleName().toString())
                .ifPresent(word ->
                        found.add(
                                file.violation(
                                        type,
                                        "'"
                                                + word
                                                + "' says nothing in a type's name: "
                                                + type.getSimpleName())));
        return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        String name = method.getName().toString();
        if (METHODS.contains(name) && !isOverride(method)) {
            found.add(
                    file.violation(
                            method,
                            "a method is called '"
                                    + name
                                    + "' only where an interface of a library demands it"));
        }
        return super.visitMethod(method, null);
    }

    private static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
    }
}
