package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Results;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyResultsTest {

    private final EarlyResults early = new EarlyResults(3, 100);

    /** Each word is an id and the bytes of its body; the right side is who is still there. */
    @ParameterizedTest
    @CsvSource({
        "a10, a",
        "a10 b10 c10, abc",
        "a10 b10 c10 d10, bcd",
        "a90 b90, b",
        "a40 b40 c40, bc",
        "a10 a10 b10 c10, abc",
        "a10 b101, ''",
        "a10 b10 c99, c",
    })
    void theOldestGoFirst(String kept, String left) {
        for (String word : kept.split(" ", -1)) {
            int bytes = Integer.parseInt(word.substring(1));
            early.keep(Results.answered(word.substring(0, 1), "x".repeat(bytes)));
        }

        assertThat(
                        Stream.of("a", "b", "c", "d")
                                .filter(id -> early.find(id).isPresent())
                                .collect(Collectors.joining()))
                .isEqualTo(left);
    }

    @Test
    void clearingForgetsBytesToo() {
        early.keep(Results.answered("a", "x".repeat(90)));
        early.clear();

        early.keep(Results.answered("b", "x".repeat(90)));

        assertThat(early.find("a")).isEmpty();
        assertThat(early.find("b")).isPresent();
    }
}
