package dev.sluice.architecture.tidy;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that wait for time to pass instead of for something to happen. */
final class Sleeps extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final JavaFile file;
    private final List<Violation> found = new ArrayList<>();

    private Sleeps(JavaFile file) {
        this.file = file;
    }

    static List<Violation> check(JavaFile file) {
        Sleeps sleeps = new Sleeps(file);
        sleeps.scan(file.tree(), null);
        return sleeps.found;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
        String method = call.getMethodSelect().toString();
        if (method.equals("Thread.sleep") || method.matches("(TimeUnit\\.)?[A-Z]+S\\.sleep")) {
            found.add(
                    file.violation(
                            call, "nothing sleeps: wait for what shall happen, or pass the time"));
        }
        return super.visitMethodInvocation(call, null);
    }
}
