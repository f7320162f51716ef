package dev.sluice.architecture.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that people wrote, by paths relative to the root. */
final class Repository {

    private static final Set<String> FOLDERS_LEFT_OUT =
            Set.of("target", "node_modules", ".git", ".idea", ".vscode", ".sluice");

    private final Path root;
    private final List<Path> files;

    private Repository(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** The repository around the working folder. */
    static Repository open() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
        }
        return at(folder);
    }

    static Repository at(Path root) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Collector(root, files));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + root, e);
        }
        files.sort(null);
        return new Repository(root, files);
    }

    List<Path> endingWith(String suffix) {
        return files.stream().filter(file -> file.toString().endsWith(suffix)).toList();
    }

    List<Path> all() {
        return files;
    }

    Path root() {
        return root;
    }

    boolean exists(Path relative) {
        return Files.exists(root.resolve(relative));
    }

    /** Its lines; empty where it is no text. */
    Optional<List<String>> lines(Path relative) {
        try {
            return Optional.of(Files.readAllLines(root.resolve(relative)));
        } catch (MalformedInputException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + relative, e);
        }
    }

    /** Remembers files and passes over what builds and tools leave behind. */
    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> files;

        private Collector(Path root, List<Path> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path name = folder.getFileName();
            return name != null && FOLDERS_LEFT_OUT.contains(name.toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // In a linked work tree .git is a file, with a path of that machine in it.
            if (attributes.isRegularFile() && !file.endsWith(".git")) {
                files.add(root.relativize(file));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
