package dev.sluice.architecture.tidy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every class that a document may name: those with a source file, and the records of the schemas.
 */
final class KnownTypes {

    private static final Pattern NAMESPACE = Pattern.compile("@namespace\\(\"([\\w.]+)\"\\)");
    private static final Pattern RECORD = Pattern.compile("^\\s*(?:record|enum)\\s+(\\w+)");

    private final Set<String> types = new HashSet<>();
    private final Set<String> files = new HashSet<>();

    KnownTypes(Repository repository) {
        repository.endingWith(".java").forEach(this::addSource);
        repository
                .endingWith(".avdl")
                .forEach(path -> addSchema(repository.lines(path).orElse(List.of())));
    }

    boolean hasType(String qualified) {
        return types.contains(qualified);
    }

    boolean hasFile(String name) {
        return files.contains(name);
    }

    private void addSource(Path path) {
        String text = path.toString().replace('\\', '/');
        int start = text.indexOf("/java/");
        if (start >= 0) {
            String type = text.substring(start + "/java/".length()).replace('/', '.');
            types.add(type.substring(0, type.length() - ".java".length()));
        }
        files.add(text.substring(text.lastIndexOf('/') + 1));
    }

    private void addSchema(List<String> lines) {
        String namespace =
                lines.stream().flatMap(line -> groups(NAMESPACE, line)).findFirst().orElse("");
        lines.stream()
                .flatMap(line -> groups(RECORD, line))
                .forEach(name -> types.add(namespace + "." + name));
    }

    private static Stream<String> groups(Pattern pattern, String line) {
        return pattern.matcher(line).results().map((MatchResult each) -> each.group(1));
    }
}
