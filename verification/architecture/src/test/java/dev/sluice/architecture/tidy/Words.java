package dev.sluice.architecture.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that stand in no file. Put together from parts, so that this file passes too. */
final class Words {

    /** Work that somebody put off is an entry in a tracker or nothing. */
    private static final Pattern PUT_OFF = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    /** Who builds this may do so behind a mirror: hosts come from their settings. */
    private static final Pattern REGISTRY =
            Pattern.compile(
                    "\\b(repo1?\\.maven"
                            + "(\\.apache)?\\.org|registry\\.npm"
                            + "js\\.org|registry\\.yarn"
                            + "pkg\\.com|(registry-1\\.)?docker"
                            + "\\.io|ghcr"
                            + "\\.io|quay"
                            + "\\.io|gcr"
                            + "\\.io|pypi"
                            + "\\.org|files\\.python"
                            + "hosted\\.org|plugins\\.gradle"
                            + "\\.org|oss\\.sona"
                            + "type\\.org|central\\.sona"
                            + "type\\.com|packages\\.conflu"
                            + "ent\\.io)\\b");

    private Words() {}

    static List<Violation> check(Path path, List<String> lines) {
        List<Violation> found = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            report(PUT_OFF, "do it or leave it out", path, lines.get(n), n + 1, found);
            report(REGISTRY, "no host of a registry", path, lines.get(n), n + 1, found);
        }
        return found;
    }

    private static void report(
            Pattern words, String rule, Path path, String line, int number, List<Violation> into) {
        Matcher matcher = words.matcher(line);
        while (matcher.find()) {
            into.add(new Violation(path, number, rule + ": " + matcher.group()));
        }
    }
}
