package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.config.Window.Unit;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Limits of tenants that count one direction of tokens or follow the calendar. */
final class LimitsTest {

    private static final String OF_KEY = "customers.acme.teams.research.keys[0].limits[0]";
    private static final String OF_PROVIDER = "providers.sim.keys[0].limits[2]";

    private static List<Limit> ofKey(String limits) {
        String yaml = Documents.sample("[{usd: 5, per: 1d}]", limits);
        return Documents.valid(yaml)
                .config()
                .customers()
                .getFirst()
                .teams()
                .getFirst()
                .keys()
                .getFirst()
                .limits();
    }

    @Test
    void oneDirectionOfTokens() {
        assertThat(ofKey("[{input_tokens: 7, per: 1m}, {output_tokens: 8, per: 1h}]"))
                .containsExactly(
                        new Limit.InputTokens(7, new Window(1, Unit.MINUTES)),
                        new Limit.OutputTokens(8, new Window(1, Unit.HOURS)));
    }

    @Test
    void windowsOfTheCalendarBesideRollingOnes() {
        assertThat(
                        ofKey(
                                """
                                [{usd: 5, per: 1M},
                                 {usd: 5, per: 1w, window: rolling},
                                 {usd: 5, per: 1M, window: calendar},
                                 {usd: 5, per: 1M, window: calendar, timezone: Europe/Berlin}]
                                """))
                .extracting(Limit::name)
                .containsExactly("usd/1M", "usd/1w", "usd/1M@UTC", "usd/1M@Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin",
        "America/New_York",
        "Asia/Tokyo",
        "UTC",
        "Z",
        "'\"+02:00\"'",
        "Etc/GMT+5"
    })
    void zonesOfTheDatabaseAndOffsets(String zone) {
        String limit = "{requests: 5, per: 1d, window: calendar, timezone: %s}".formatted(zone);
        assertThat(ofKey("[" + limit + "]"))
                .extracting(Limit::name)
                .containsExactly("requests/1d@" + zone.replace("\"", ""));
    }

    @ParameterizedTest
    @CsvSource({"1m", "1h", "1d", "1w", "1M", "1Y"})
    void lengthsOfTheCalendar(String per) {
        Window window = Window.parse(per).orElseThrow().in(ZoneId.of("UTC"));
        String limit = "{tokens: 5, per: %s, window: calendar}".formatted(per);
        assertThat(ofKey("[" + limit + "]"))
                .extracting(Limit::name)
                .containsExactly("tokens/" + window);
    }

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> MISTAKES =
            List.of(
                    ofProvider(
                            "input tokens of a provider key",
                            "{input_tokens: 9, per: 1m}",
                            "input_tokens is for virtual keys, teams and customers,"
                                    + " not for provider keys: write tokens"),
                    ofProvider(
                            "output tokens of a provider key",
                            "{output_tokens: 9, per: 1m}",
                            "output_tokens is for virtual keys"),
                    ofProvider(
                            "a calendar of a provider key",
                            "{requests: 9, per: 1d, window: calendar}",
                            "window: calendar is for virtual keys"),
                    ofProvider(
                            "a calendar of what has no window",
                            "{concurrent: 9, window: calendar}",
                            "concurrent has no window: remove window"),
                    ofKey(
                            "two minutes of the calendar",
                            "{usd: 5, per: 2m, window: calendar}",
                            "a calendar window is 1m, 1h, 1d, 1w, 1M or 1Y, not 2m"),
                    ofKey(
                            "a second of the calendar",
                            "{usd: 5, per: 1s, window: calendar}",
                            "a calendar window is 1m"),
                    ofKey(
                            "a time zone of a rolling window",
                            "{usd: 5, per: 1d, timezone: UTC}",
                            "timezone is for window: calendar"),
                    ofKey(
                            "a burst of one direction",
                            "{input_tokens: 5, per: 1d, burst: 2}",
                            "burst is for requests and tokens of a provider key"),
                    ofKey(
                            "both directions in one",
                            "{input_tokens: 5, output_tokens: 6, per: 1d}",
                            "names input_tokens and output_tokens; write a limit for each"),
                    new ErrorCase(
                            "a time zone that nobody knows",
                            "{usd: 5, per: 1d}",
                            "{usd: 5, per: 1d, window: calendar, timezone: Europe/Berlln}",
                            "Europe/Berlln",
                            OF_KEY + ".timezone",
                            "must be a time zone, such as Europe/Berlin, UTC or +02:00, not"
                                    + " 'Europe/Berlln'; did you mean 'Europe/Berlin'?"),
                    new ErrorCase(
                            "a window of another kind",
                            "{usd: 5, per: 1d}",
                            "{usd: 5, per: 1d, window: fixed}",
                            "fixed}",
                            OF_KEY + ".window",
                            "must be one of rolling, calendar"));

    private static ErrorCase ofProvider(String name, String limit, String message) {
        return new ErrorCase(name, "{concurrent: 50}", limit, limit, OF_PROVIDER, message);
    }

    private static ErrorCase ofKey(String name, String limit, String message) {
        return new ErrorCase(name, "{usd: 5, per: 1d}", limit, limit, OF_KEY, message);
    }

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void mistakesAreToldWhereTheyStand(ErrorCase mistake) {
        mistake.check();
    }

    @ParameterizedTest
    @CsvSource({"1M@Europe/Berlin", "1d@UTC", "1w@+02:00", "1m", "90s"})
    void aWindowIsFoundByItsName(String name) {
        assertThat(Window.ofName(name)).map(Window::toString).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"2M@UTC", "1s@UTC", "1d@", "1d@Nowhere/Land", "@UTC", "''", "1d@UTC@UTC"})
    void anotherNameIsNoWindow(String name) {
        assertThat(Window.ofName(name)).isEqualTo(Optional.empty());
    }

    @Test
    void aProviderKeySuitsWhatItsProviderCounts() {
        assertThat(ofKey("[{requests: 1, per: 1m}, {tokens: 1, per: 1m}, {concurrent: 1}]"))
                .allMatch(Limit::suitsProviderKey);
        assertThat(
                        ofKey(
                                """
                                [{requests: 1, per: 1m, window: calendar},
                                 {tokens: 1, per: 1m, window: calendar},
                                 {usd: 1, per: 1m}, {input_tokens: 1, per: 1m}]
                                """))
                .noneMatch(Limit::suitsProviderKey);
    }
}
