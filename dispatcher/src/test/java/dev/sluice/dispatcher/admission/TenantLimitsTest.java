package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.testing.Samples;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TenantLimitsTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);

    @Test
    void aKeyHasItsLimitsAndAStrangerHasNone() {
        TenantLimits limits =
                new TenantLimits(
                        Samples.config(
                                new Limit.Concurrent(2),
                                new Limit.Requests(5, MINUTE, OptionalLong.of(1))));
        assertThat(limits.of("demo"))
                .extracting(limit -> limit.path().text() + " " + limit.most())
                .containsExactly(
                        "acme/research/demo concurrent 2", "acme/research/demo requests/1m 5");
        assertThat(limits.of("gone")).isEmpty();
        assertThat(new TenantLimits(Samples.config()).of("demo")).isEmpty();
    }

    @Test
    void aKeyThatSaysNothingHasTheBoundOfAll() {
        TenantLimits limits = new TenantLimits(Samples.config());
        assertThat(limits.parkedMax("demo")).isEqualTo(100_000);
        assertThat(limits.parkedMax("gone")).isEqualTo(100_000);
        assertThat(limits.onBudget("gone")).isEqualTo(CustomerConfig.OnBudget.REFUSE);
    }
}
