package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documents that tests start from, and what comes of them. */
final class Documents {

    private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private Documents() {}

    /** The smallest document that shows every section. */
    static String sample() {
        try (var in = Objects.requireNonNull(Documents.class.getResourceAsStream("sample.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample with one text in it replaced; the text must be there once. */
    static String sample(String find, String replacement) {
        return replaced(sample(), find, replacement);
    }

    static String replaced(String document, String find, String replacement) {
        int at = document.indexOf(find);
        assertThat(at).as("'%s' is in the document", find).isNotNegative();
        assertThat(document.indexOf(find, at + 1)).as("'%s' is there once", find).isNegative();
        return document.replace(find, replacement);
    }

    /** The reference page of the documentation. */
    static String referencePage() {
        try {
            return Files.readString(Path.of("../../docs/reference/configuration.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first example of the reference page: a whole document with every key. */
    static String fullExample() {
        Matcher matcher = YAML_BLOCK.matcher(referencePage());
        assertThat(matcher.find()).as("the page has an example").isTrue();
        return matcher.group(1);
    }

    static ParsedConfig.Valid valid(String yaml) {
        return switch (ConfigParser.parse(yaml, "sluice.yaml")) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid -> throw new AssertionError(invalid.report());
        };
    }

    static List<ConfigError> errors(String yaml) {
        return switch (ConfigParser.parse(yaml, "sluice.yaml")) {
            case ParsedConfig.Valid _ -> List.of();
            case ParsedConfig.Invalid invalid -> invalid.errors();
        };
    }
}
