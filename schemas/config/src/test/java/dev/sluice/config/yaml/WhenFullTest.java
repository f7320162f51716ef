package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.CustomerConfig.OnBudget;
import dev.sluice.config.CustomerConfig.WhenFull;
import dev.sluice.schemas.record.OnLimit;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a virtual key's requests that a limit stops. */
final class WhenFullTest {

    private static String document(String ofKey) {
        return Documents.sample().replace("- {id: demo,", "- {id: demo, " + ofKey + ",");
    }

    private static WhenFull read(String ofKey) {
        return Documents.valid(document(ofKey))
                .config()
                .customers()
                .getFirst()
                .teams()
                .getFirst()
                .keys()
                .getFirst()
                .whenFull();
    }

    @Test
    void whoSaysNothingWaitsForLimitsAndNotForMoney() {
        assertThat(read("on_limit: park")).isEqualTo(WhenFull.STANDARD);
        assertThat(
                        Documents.valid(Documents.sample())
                                .config()
                                .customers()
                                .getFirst()
                                .teams()
                                .getFirst()
                                .keys())
                .allMatch(key -> key.whenFull().equals(WhenFull.STANDARD));
        assertThat(WhenFull.STANDARD)
                .isEqualTo(new WhenFull(OnLimit.PARK, OnBudget.REFUSE, OptionalInt.empty()));
    }

    @Test
    void eachWordIsRead() {
        assertThat(read("on_limit: reject"))
                .extracting(WhenFull::onLimit)
                .isEqualTo(OnLimit.REJECT);
        assertThat(read("on_budget: park")).extracting(WhenFull::onBudget).isEqualTo(OnBudget.PARK);
        assertThat(read("max_parked: 7").parkedMax()).hasValue(7);
    }

    @ParameterizedTest
    @CsvSource({
        "on_limit: wait, must be one of",
        "on_limit: default, must be one of",
        "on_budget: reject, must be one of",
        "max_parked: 0, must be 1 to 10000000",
    })
    void aWordThatMeansNothingIsAMistake(String line, String said) {
        assertThat(ConfigParser.parse(document(line), "sluice.yaml"))
                .isInstanceOfSatisfying(
                        ParsedConfig.Invalid.class,
                        invalid -> assertThat(invalid.report()).contains(said));
    }

    @ParameterizedTest
    @CsvSource({
        "PARK, DEFAULT, PARK",
        "REJECT, DEFAULT, REJECT",
        "PARK, REJECT, REJECT",
        "REJECT, PARK, PARK",
    })
    void aRequestsOwnWishWins(OnLimit ofKey, OnLimit wish, OnLimit holds) {
        WhenFull key = new WhenFull(ofKey, OnBudget.REFUSE, OptionalInt.empty());
        assertThat(key.onLimit(wish)).isEqualTo(holds);
    }

    @Test
    void aKeyHasNoOtherDefaultAndNoQueueOfNothing() {
        assertThatThrownBy(
                        () -> new WhenFull(OnLimit.DEFAULT, OnBudget.REFUSE, OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WhenFull(OnLimit.PARK, OnBudget.REFUSE, OptionalInt.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
