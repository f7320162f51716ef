package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Window;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitPathTest {

    @ParameterizedTest
    @CsvSource({
        "acme/research/demo requests/1m, REQUESTS, 1000",
        "acme/research tokens/1h, TOKENS, 60000",
        "acme/research input_tokens/1h, INPUT_TOKENS, 60000",
        "acme/research output_tokens/1d, OUTPUT_TOKENS, 1440000",
        "acme usd/1M, USD, 43200000",
        "acme concurrent, CONCURRENT, 1",
        "an odd name tokens/1s, TOKENS, 17",
    })
    void aPathSaysWhatIsCountedAndInWhichSlots(
            String text, LimitPath.Counted counted, long slotMillis) {
        assertThat(LimitPath.parse(text))
                .isEqualTo(new LimitPath(text, counted, new Slots.Rolling(slotMillis)));
        assertThat(LimitPath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "acme usd/1M@Europe/Berlin, USD, MONTHS, Europe/Berlin",
        "acme/research tokens/1d@America/Argentina/Ushuaia, TOKENS, DAYS, America/Argentina/Ushuaia",
        "acme/research/demo requests/1h@+05:30, REQUESTS, HOURS, +05:30",
        "an odd@name/x output_tokens/1w@UTC, OUTPUT_TOKENS, WEEKS, UTC",
    })
    void thatOfACalendarNamesItsZone(
            String text, LimitPath.Counted counted, Window.Unit unit, ZoneId zone) {
        assertThat(LimitPath.parse(text))
                .isEqualTo(new LimitPath(text, counted, new Slots.Calendar(unit, zone)));
        assertThat(LimitPath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "acme pears/1m",
                "acme requests/often",
                "acme usd/2M@UTC",
                "acme usd/1M@",
                ""
            })
    void anythingElseIsNoPath(String text) {
        assertThatThrownBy(() -> LimitPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
