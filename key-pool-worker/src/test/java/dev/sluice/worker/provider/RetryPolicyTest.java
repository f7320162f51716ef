package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    @ParameterizedTest(name = "asked {0}, retry {1}: {2}")
    @CsvSource({
        "PT60S, 0, PT60S",
        "PT61S, 0, PT0.5S",
        "PT0S,  1, PT1S",
        "PT0S,  4, PT8S",
        "PT0S, 60, PT8S"
    })
    void aSensibleAdviceIsFollowedAndAnyOtherReplaced(
            Duration asked, int retry, Duration expected) {
        assertThat(RetryPolicy.SDK_DEFAULT.next(Optional.of(asked), retry).delay())
                .isEqualTo(expected);
    }

    @Test
    void withoutAdviceTheClientKnowsThatTheDelayIsItsOwn() {
        assertThat(RetryPolicy.SDK_DEFAULT.next(Optional.empty(), 0))
                .isEqualTo(new RetryPolicy.Wait.Own(Duration.ofMillis(500)));
    }

    @Test
    void aWaitThatDoesNotFitLeavesNoBudget() {
        WaitBudget budget = new WaitBudget(Duration.ofSeconds(10));

        assertThat(budget.spend(Duration.ofSeconds(10))).contains(new WaitBudget(Duration.ZERO));
        assertThat(budget.spend(Duration.ofSeconds(11))).isEmpty();
    }
}
