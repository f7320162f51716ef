package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {

    private static final List<String> NAMES =
            List.of("limits", "weight", "base_url", "max_in_flight", "id", "per");

    @ParameterizedTest
    @CsvSource({
        "limit, limits",
        "lmiits, limits",
        "Weight, weight",
        "wieght, weight",
        "baseUrl, base_url",
        "base-url, base_url",
        "maxInflight, max_in_flight",
        "ids, id",
        "pre, per"
    })
    void aSlipIsSeen(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"timeout", "models", "x", "concurrency"})
    void anotherWordIsNot(String written) {
        assertThat(NearestName.of(written, NAMES)).isEmpty();
    }

    @Test
    void theNearerOfTwoIsMeant() {
        assertThat(NearestName.of("tokns", List.of("token", "tokens"))).contains("tokens");
        assertThat(NearestName.hint("tokenz", List.of("tokens")))
                .isEqualTo("; did you mean 'tokens'?");
        assertThat(NearestName.hint("other", List.of("tokens"))).isEmpty();
    }
}
