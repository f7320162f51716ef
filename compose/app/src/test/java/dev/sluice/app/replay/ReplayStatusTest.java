package dev.sluice.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.ResultStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayStatusTest {

    @ParameterizedTest
    @CsvSource({
        "failed, FAILED",
        "expired, EXPIRED",
        "rejected, REJECTED",
        "refused, REJECTED",
        "cancelled, CANCELLED",
        "unknown, UNKNOWN",
        "outcome_unknown, UNKNOWN",
        "Failed, FAILED",
        "' expired', EXPIRED",
    })
    void aWordOfTheOptionOrOfAResult(String word, ReplayStatus status) {
        assertThat(ReplayStatus.parse(List.of(word))).containsExactly(status);
    }

    @Test
    void severalWordsAreTheirSet() {
        assertThat(ReplayStatus.parse(List.of("failed", "refused", "rejected")))
                .containsExactlyInAnyOrder(ReplayStatus.FAILED, ReplayStatus.REJECTED);
        assertThat(ReplayStatus.parse(Arrays.asList(ReplayStatus.USUAL.split(",", -1))))
                .containsExactlyInAnyOrder(
                        ReplayStatus.FAILED, ReplayStatus.EXPIRED, ReplayStatus.REJECTED);
    }

    @Test
    void anotherWordIsSaidWithThoseThatThereAre() {
        assertThatThrownBy(() -> ReplayStatus.parse(List.of("failed", "broken")))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(
                        "there is no status 'broken'; there are failed, expired, rejected, cancelled, unknown");
        assertThatThrownBy(() -> ReplayStatus.parse(List.of("answered")))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("never replayed");
    }

    @ParameterizedTest
    @EnumSource(ResultStatus.class)
    void everyResultButAnAnswerHasItsWord(ResultStatus result) {
        assertThat(ReplayStatus.wordOf(result)).isLowerCase();
        assertThat(ReplayStatus.of(result).isPresent()).isEqualTo(result != ResultStatus.ANSWERED);
    }
}
