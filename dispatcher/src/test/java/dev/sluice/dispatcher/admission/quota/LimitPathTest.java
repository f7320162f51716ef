package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitPathTest {

    @ParameterizedTest
    @CsvSource({
        "acme/research/demo requests/1m, REQUESTS, 1000",
        "acme/research tokens/1h, TOKENS, 60000",
        "acme usd/1M, USD, 43200000",
        "acme concurrent, CONCURRENT, 1",
        "an odd name tokens/1s, TOKENS, 17",
    })
    void aPathSaysWhatIsCountedAndInWhichSlots(
            String text, LimitPath.Counted counted, long slotMillis) {
        assertThat(LimitPath.parse(text)).isEqualTo(new LimitPath(text, counted, slotMillis));
        assertThat(LimitPath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme pears/1m", "acme requests/often", ""})
    void anythingElseIsNoPath(String text) {
        assertThatThrownBy(() -> LimitPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
