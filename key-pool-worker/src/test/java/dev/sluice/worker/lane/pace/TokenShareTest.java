package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenShareTest {

    private final TokenShare share = new TokenShare();

    @ParameterizedTest(name = "{0} answers of {1} and {2} tokens for 1000: {3} to {4} are taken")
    @CsvSource({
        "0, 200, 200, 1000, 1000",
        "19, 200, 200, 1000, 1000",
        "20, 200, 200, 200, 201",
        // what differs much has a wide margin
        "200, 100, 500, 600, 800",
        "200, 900, 1000, 950, 1100",
        // the estimate was none
        "200, 1400, 1400, 1400, 1401",
        "200, 1000000, 1000000, 4000, 4000",
        "200, 1, 1, 20, 20",
        // no usage came back
        "200, 0, 0, 1000, 1000",
    })
    void callsTakeWhatSuchCallsUse(int answers, long odd, long even, long least, long most) {
        for (int n = 0; n < answers; n++) {
            share.counted(1_000, n % 2 == 0 ? even : odd);
        }
        assertThat(share.of(1_000)).isBetween(least, most);
    }
}
