package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDiffTest {

    private static List<String> diff(String before, String after) {
        return ConfigDiff.between(before, after).stream()
                .map(change ->
                        change.path()
                                + " "
                                + change.before().orElse("-")
                                + " > "
                                + change.after().orElse("-"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1                       | a: 2                       | a 1 > 2",
                "a: 1                       | b: 1                       | a 1 > -;b - > 1",
                "a: {b: {c: 1}}             | a: {b: {c: 2}}             | a.b.c 1 > 2",
                "a: [{id: x, n: 1}]         | a: [{id: x, n: 2}]         | a[x].n 1 > 2",
                "a: [{id: x}, {id: y}]      | a: [{id: y}]               | a[x].id x > -",
                "a: [{requests: 1, per: 1m}]| a: [{requests: 2, per: 1m}]| a[{requests: 1, per: 1m}] {requests: 1, per: 1m} > -;a[{requests: 2, per: 1m}] - > {requests: 2, per: 1m}",
                "a: [m, n]                  | a: [m]                     | a[n] n > -",
                "a.b: 1                     | a.b: 2                     | '[\"a.b\"] 1 > 2'",
            })
    void whatDiffersIsNamedByItsPath(String before, String after, String expected) {
        assertThat(diff(before, after)).containsExactly(expected.split(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {b: 1, c: 2}        | a: {c: 2, b: 1}",
                "a: [{id: x}, {id: y}]  | a: [{id: y}, {id: x}]",
                "a: [m, n]              | a: [n, m]",
                "a: 1                   | a:   1 # as before",
            })
    void orderAndLayoutDoNotCount(String before, String after) {
        assertThat(diff(before, after)).isEmpty();
    }

    @Test
    void beforeTheFirstDocumentEverythingIsNew() {
        assertThat(diff("", "a: {b: 1}")).containsExactly("a.b - > 1");
    }
}
