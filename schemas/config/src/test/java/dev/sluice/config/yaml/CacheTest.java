package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.AnswerPolicy;
import dev.sluice.config.CachePolicy;
import dev.sluice.config.SluiceConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose answers may be given again. */
final class CacheTest {

    @Test
    void nobodysUnlessItIsSaid() {
        SluiceConfig config = Documents.valid(Documents.sample()).config();
        assertThat(config.models()).allMatch(model -> model.cache().isEmpty());
        assertThat(config.customers().getFirst().teams().getFirst().keys())
                .allMatch(key -> key.cache().isEmpty());
    }

    @Test
    void aModelAndAKeyEachSayTheirOwn() {
        SluiceConfig config = Documents.valid(Documents.fullExample()).config();
        assertThat(config.models().getFirst().cache())
                .contains(new CachePolicy(Duration.ofHours(1), CachePolicy.Requests.DETERMINISTIC));
        assertThat(config.customers().getFirst().teams().getFirst().keys().getFirst().cache())
                .contains(new CachePolicy(Duration.ofMinutes(10), CachePolicy.Requests.ANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "P7DT1S"})
    void anAgeIsFromNothingToSevenDays(String age) {
        assertThatThrownBy(() -> new CachePolicy(Duration.parse(age), CachePolicy.Requests.ANY))
                .hasMessageContaining("0s to 7d");
    }

    @Test
    void theStoreHasRoomForTwoLargeAnswers() {
        assertThatThrownBy(() -> new AnswerPolicy(1, AnswerPolicy.BYTES_MIN))
                .hasMessageContaining("16777216");
        assertThatThrownBy(() -> new AnswerPolicy(AnswerPolicy.BYTES_MIN, 1))
                .hasMessageContaining("16777216");
    }
}
