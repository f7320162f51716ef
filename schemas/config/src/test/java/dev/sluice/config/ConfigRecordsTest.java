package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.config.Window.Unit;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.TokenUsage;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigRecordsTest {

    private static final Window MINUTE = new Window(1, Unit.MINUTES);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ModelGroup GROUP = new ModelGroup("g", "p", Map.of(), List.of());

    @ParameterizedTest
    @CsvSource({
        "1s, PT1S",
        "1m, PT1M",
        "90m, PT90M",
        "1h, PT1H",
        "1d, PT24H",
        "1w, PT168H",
        "1M, PT720H",
        "1Y, PT8760H",
        "9999s, PT9999S"
    })
    void windowsAreReadAndWritten(String text, Duration length) {
        Window window = Window.parse(text).orElseThrow();
        assertThat(window.length()).isEqualTo(length);
        assertThat(window).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "0m", "-1m", "1", "1 m", "01m", "10000m", "1ms", "1D", "1.5h"})
    void anotherTextIsNoWindow(String text) {
        assertThat(Window.parse(text)).isEmpty();
    }

    @Test
    void limitsAreNamedByWhatAndWindow() {
        assertThat(
                        List.of(
                                new Limit.Requests(6, MINUTE, OptionalLong.of(1)),
                                new Limit.Tokens(6, MINUTE, OptionalLong.empty()),
                                new Limit.Concurrent(6),
                                new Limit.Usd(6, MINUTE)))
                .extracting(Limit::name)
                .containsExactly("requests/1m", "tokens/1m", "concurrent", "usd/1m");
    }

    @Test
    void priceIsNamedByWhatItSays() {
        Price price = Price.of("m", 150_000_000_000L, 600_000_000_000L);
        assertThat(price.id()).isEqualTo("m@150000000000/600000000000");
        assertThat(price.cost(20, 100)).isEqualTo(63_000_000);
        assertThat(price.cost(new TokenUsage(20L, 100L, 5L, 5L))).isEqualTo(63_000_000);
    }

    @Test
    void pricesInForceAreFoundByModelAndEarlierOnesByIdOnly() {
        Price now = Price.of("m", 2, 2);
        Price old = Price.of("m", 1, 1);
        PriceBook book = new PriceBook(List.of(now), List.of(old, Price.of("gone", 1, 1)));
        assertThat(book.ofModel("m")).contains(now);
        assertThat(book.ofModel("gone")).isEmpty();
        assertThat(book.ofId(old.id())).contains(old);
        assertThat(book.ofId(now.id())).contains(now);
        assertThat(book.ofId("other")).isEmpty();
    }

    @Test
    void virtualKeyIsFoundWithTeamAndCustomer() {
        VirtualKeys keys =
                VirtualKeys.of(
                        Configs.with(
                                new ProviderConfig(
                                        "p", "echo", URI.create("http://h"), List.of())));
        assertThat(keys.find("two").orElseThrow().tenant())
                .isEqualTo(new Tenant("globex", "team", "two"));
        assertThat(keys.find("three")).isEmpty();
    }

    @Test
    void literalSecretDoesNotShow() {
        assertThat(new SecretRef.Literal("hush")).hasToString("Literal[not shown]");
    }

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ThrowingCallable> MISTAKES =
            List.of(
                    () -> new Limit.Requests(0, MINUTE, OptionalLong.empty()),
                    () -> new Limit.Requests(1, MINUTE, OptionalLong.of(0)),
                    () -> new Limit.Tokens(0, MINUTE, OptionalLong.empty()),
                    () -> new Limit.Concurrent(0),
                    () -> new Limit.Usd(0, MINUTE),
                    () -> new Limit.InputTokens(0, MINUTE),
                    () -> new Limit.OutputTokens(0, MINUTE),
                    () -> new Window(2, Unit.DAYS).in(ZoneOffset.UTC),
                    () -> new Window(1, Unit.SECONDS).in(ZoneOffset.UTC),
                    () -> new Price("id", "m", -1, 0),
                    () -> new ModelConfig("m", "p", "m", 0),
                    () -> provider(91, 10),
                    () -> provider(0, 101),
                    () -> new CooldownPolicy(List.of(), List.of(SECOND), SECOND),
                    () -> new BreakerPolicy(SECOND, 0, 50, SECOND),
                    () -> new BreakerPolicy(SECOND, 1, 101, SECOND),
                    () -> new AdaptivePolicy(2, 1),
                    () -> new Lane("p/k", "p", List.of(), List.of(GROUP, GROUP), 1, 0),
                    () -> new CustomerConfig("c", 0, List.of(), List.of()),
                    () -> new CustomerConfig("c", 1001, List.of(), List.of()),
                    () -> new ResultsTopic("", ResultsTopic.Format.JSON),
                    () -> new ResultsTopic("..", ResultsTopic.Format.JSON),
                    () -> new ResultsTopic("a b", ResultsTopic.Format.JSON),
                    () -> policy(Duration.ZERO, SECOND, 1),
                    () -> policy(SECOND.plusMillis(1), SECOND, 1),
                    () -> policy(SECOND, SECOND, 0),
                    () -> worker(0, SECOND, SECOND),
                    () -> worker(1, Duration.ZERO, SECOND),
                    () -> worker(1, SECOND, SECOND.negated()),
                    () -> waiting(Duration.ZERO, SECOND),
                    () -> waiting(SECOND, Duration.ZERO));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void recordsRefuseWhatMakesNoSense(ThrowingCallable mistake) {
        assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class);
    }

    private static ProviderConfig provider(int headroom, int retryBudget) {
        URI anywhere = URI.create("http://127.0.0.1:1");
        return new ProviderConfig("p", "openai", anywhere, List.of(), headroom, retryBudget);
    }

    private static RequestPolicy policy(Duration standard, Duration max, int attempts) {
        return new RequestPolicy(standard, max, 1, 1, attempts, 1);
    }

    private static WorkerPolicy waiting(Duration firstByte, Duration idle) {
        return new WorkerPolicy(1, SECOND, SECOND, SECOND, 1, SECOND, firstByte, idle);
    }

    private static WorkerPolicy worker(int inFlight, Duration timeout, Duration drain) {
        return new WorkerPolicy(inFlight, timeout, timeout, drain, 1, SECOND, SECOND, SECOND);
    }
}
