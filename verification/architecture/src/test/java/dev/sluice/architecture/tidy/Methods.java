package dev.sluice.architecture.tidy;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods and constructors of a file that have a body. */
final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {

    /**
     * One of them.
     *
     * @param bodyLines lines between the braces
     */
    record Method(JavaFile file, MethodTree tree, long bodyLines) {
        Violation violation(String rule) {
            return file.violation(tree, rule);
        }
    }

    private final JavaFile file;
    private final List<Method> found = new ArrayList<>();

    private Methods(JavaFile file) {
        this.file = file;
    }

    static List<Method> of(JavaFile file) {
        Methods methods = new Methods(file);
        methods.scan(file.tree(), null);
        return methods.found;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        // A constructor that nobody wrote has a body and no place.
        if (method.getBody() != null && file.positions().getEndPosition(file.tree(), method) > 0) {
            long braces = file.lastLine(method.getBody()) - file.firstLine(method.getBody());
            found.add(new Method(file, method, Math.max(0, braces - 1)));
        }
        return super.visitMethod(method, null);
    }
}
