package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * The sample with one mistake, and the one error that it must give.
 *
 * @param mark the text of the changed document where the error stands
 */
record ErrorCase(
        String name, String find, String replacement, String mark, String path, String message) {

    void check() {
        String document = Documents.sample(find, replacement);
        int index = document.indexOf(mark);
        assertThat(index).as("'%s' is in the changed document", mark).isNotNegative();
        String before = document.substring(0, index);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = index - before.lastIndexOf('\n');
        List<ConfigError> errors = Documents.errors(document);
        assertThat(errors).as("one cause, one error: %s", errors).hasSize(1);
        ConfigError error = errors.getFirst();
        assertThat(error.message()).contains(message);
        assertThat(error.path()).isEqualTo(path);
        assertThat(error.line() + ":" + error.column()).isEqualTo(line + ":" + column);
    }

    @Override
    public String toString() {
        return name;
    }
}
