package dev.sluice.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeLinesTest {

    @Test
    void commentsImportsAndBlankLinesAreNoCode() {
        String file =
                """
                package a;

                import b.C;

                /** One line. */
                final class D {
                    /*
                     * Two
                     */
                    int e = 1; // counts

                    // does not
                }
                """;

        assertThat(CodeLines.of(file.lines().toList())).isEqualTo(3);
    }
}
