package dev.sluice.architecture.tidy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document: its links and the classes that it names.
 *
 * @param path relative to the root
 */
record Markdown(Path path, List<String> lines) {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)\\s>]+)>?[^)]*\\)");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern TYPE =
            Pattern.compile("\\bdev\\.sluice(?:\\.[a-z][a-z0-9]*)*\\.[A-Z]\\w*");
    private static final Pattern FILE = Pattern.compile("\\b[A-Z]\\w*\\.java\\b");

    /** Links to files that are not there, or to headings that a document does not have. */
    List<Violation> deadLinks(Predicate<Path> exists, Predicate<Anchor> hasHeading) {
        List<Violation> found = new ArrayList<>();
        boolean fenced = false;
        for (int n = 0; n < lines.size(); n++) {
            fenced ^= lines.get(n).strip().startsWith("```");
            Matcher link = LINK.matcher(withoutCode(lines.get(n)));
            while (!fenced && link.find()) {
                if (!SCHEME.matcher(link.group(1)).matches()
                        && isDead(link.group(1), exists, hasHeading)) {
                    found.add(new Violation(path, n + 1, "a dead link: " + link.group(1)));
                }
            }
        }
        return found;
    }

    /** Classes and source files of ours that are named and do not exist. */
    List<Violation> unknownNames(Predicate<String> typeExists, Predicate<String> fileExists) {
        List<Violation> found = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            for (String type : all(TYPE, lines.get(n))) {
                if (!typeExists.test(type)) {
                    found.add(new Violation(path, n + 1, "no such class: " + type));
                }
            }
            for (String file : all(FILE, lines.get(n))) {
                if (!fileExists.test(file)) {
                    found.add(new Violation(path, n + 1, "no such source file: " + file));
                }
            }
        }
        return found;
    }

    /** A heading of a document, as links write it. */
    record Anchor(Path document, String heading) {}

    /** Whether it has a heading that GitHub would give this anchor. */
    boolean hasHeading(String anchor) {
        return lines.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+\\s*", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .anyMatch(anchor::equals);
    }

    private boolean isDead(String target, Predicate<Path> exists, Predicate<Anchor> hasHeading) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        Path document =
                file.isEmpty()
                        ? path
                        : folder.resolve(URLDecoder.decode(file, StandardCharsets.UTF_8))
                                .normalize();
        if (!exists.test(document)) {
            return true;
        }
        return hash >= 0
                && document.toString().endsWith(".md")
                && !hasHeading.test(new Anchor(document, target.substring(hash + 1)));
    }

    private static String withoutCode(String line) {
        return line.replaceAll("`[^`]*`", "");
    }

    private static List<String> all(Pattern pattern, String line) {
        return pattern.matcher(line).results().map(each -> each.group()).toList();
    }
}
