package dev.sluice.architecture.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A source file as the JDK's own compiler parses it.
 *
 * @param path relative to the root
 */
record JavaFile(
        Path path, List<String> lines, CompilationUnitTree tree, SourcePositions positions) {

    /** Where a file stands, and so what is asked of it. */
    enum Kind {
        MAIN,
        TEST,
        /** For a reader to copy: a file of its own, in no package. */
        EXAMPLE
    }

    /** All of a repository. */
    static List<JavaFile> of(Repository repository) {
        List<Source> sources =
                repository.endingWith(".java").stream()
                        .map(path -> new Source(path, repository.lines(path).orElseThrow()))
                        .toList();
        return parse(sources);
    }

    /** One from a text, as a test of a rule needs it. */
    static JavaFile of(String path, String text) {
        return parse(List.of(new Source(Path.of(path), text.lines().toList()))).getFirst();
    }

    Kind kind() {
        if (path.startsWith("examples")) {
            return Kind.EXAMPLE;
        }
        return path.toString().contains("src/test/") ? Kind.TEST : Kind.MAIN;
    }

    boolean isPackageFile() {
        return path.endsWith("package-info.java");
    }

    long firstLine(Tree part) {
        return tree.getLineMap().getLineNumber(positions.getStartPosition(tree, part));
    }

    long lastLine(Tree part) {
        return tree.getLineMap().getLineNumber(positions.getEndPosition(tree, part) - 1);
    }

    Violation violation(Tree part, String rule) {
        return new Violation(path, firstLine(part), rule);
    }

    private static List<JavaFile> parse(List<Source> sources) {
        JavaCompiler compiler =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "runs on a JDK");
        JavacTask task =
                (JavacTask)
                        compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        // The compiler hands trees back with its own wrappers around the files.
        Map<URI, Source> byUri =
                sources.stream().collect(Collectors.toMap(Source::toUri, source -> source));
        List<JavaFile> files = new ArrayList<>();
        try {
            for (CompilationUnitTree tree : task.parse()) {
                Source source = Objects.requireNonNull(byUri.get(tree.getSourceFile().toUri()));
                files.add(new JavaFile(source.path, source.lines, tree, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return files;
    }

    /** A text that the compiler takes for a file. */
    private static final class Source extends SimpleJavaFileObject {
        private final Path path;
        private final List<String> lines;

        private Source(Path path, List<String> lines) {
            super(URI.create("memory:///" + path), JavaFileObject.Kind.SOURCE);
            this.path = path;
            this.lines = lines;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return String.join("\n", lines) + "\n";
        }
    }
}
