package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitSelection;
import dev.sluice.dispatcher.admission.quota.LimitSurvey;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others read of limits while requests are admitted, run and end. */
class LimitUsesTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Limit[] LIMITS = {
        new Limit.Requests(10, MINUTE, OptionalLong.empty()),
        new Limit.Tokens(10_000, MINUTE, OptionalLong.empty()),
        new Limit.Concurrent(4),
        new Limit.Usd(1_000_000_000_000L, MINUTE)
    };

    @RegisterExtension private final Stages stages = new Stages();

    private final ActiveConfig config = Samples.active(Samples.config(LIMITS));

    /** As {@code used+reserved} of each limit, in their order. */
    private List<String> told(Stage stage) {
        StoredUses stored = stage.uses();
        LimitSurvey.Uses uses =
                new LimitSurvey.Uses() {
                    @Override
                    public boolean has(String customer) {
                        return true;
                    }

                    @Override
                    public LimitUse of(String customer, LimitPath path) {
                        return stored.of(path);
                    }
                };
        return LimitSurvey.of(config.config().customers(), LimitSelection.ALL, uses, stage.now())
                .limits()
                .stream()
                .map(each -> each.used() + "+" + each.reserved().orElse(0))
                .toList();
    }

    @Test
    void whatIsReservedBecomesWhatIsUsedAndLeaves() {
        Stage stage = stages.with(config, 1);
        assertThat(told(stage)).containsExactly("0+0", "0+0", "0+0", "0+0");

        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        long tokens = (long) attempt.getInputTokens() + attempt.getMaxOutputTokens();
        long picos = attempt.getReservation().getPicos();
        assertThat(told(stage)).containsExactly("1+0", tokens + "+0", "0+1", "0+" + picos);

        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        long cost = Samples.price().cost(10, 5);
        assertThat(told(stage)).containsExactly("1+0", "15+0", "0+0", cost + "+0");

        stage.pass(Duration.ofSeconds(62));
        assertThat(told(stage))
                .as("nothing was written since, and yet it has left")
                .containsExactly("0+0", "0+0", "0+0", "0+0");
    }
}
