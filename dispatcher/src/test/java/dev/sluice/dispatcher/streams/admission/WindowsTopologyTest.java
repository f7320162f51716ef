package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits by the calendar and of one direction of tokens, through the store. */
class WindowsTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Window DAY = new Window(1, Window.Unit.DAYS);

    @RegisterExtension final Stages stages = new Stages();

    private static Window calendar(Window.Unit unit, String zone) {
        return new Window(1, unit).in(ZoneId.of(zone));
    }

    /** It is 12:00:49 then: eleven seconds are left of the minute. */
    @Test
    void aParkedRequestLeavesWithTheNextMinuteOfTheClock() {
        Window minute = calendar(Window.Unit.MINUTES, "UTC");
        Stage stage = stages.with(new Limit.Requests(1, minute, OptionalLong.empty()));
        stage.pass(Duration.ofSeconds(49));
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.attempts()).isEmpty();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aBudgetThatIsSpentResetsWithTheMonthOfItsZone() {
        long one = Samples.price().cost(20, 100);
        Window month = calendar(Window.Unit.MONTHS, "Asia/Tokyo");
        Stage stage = stages.with(new Limit.Usd(one + one / 2, month));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.answered(first, first.getInputTokens(), 100, stage.now()));
        stage.onlyResult();
        stage.publish(request());
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("budget_exceeded");
        assertThat(error.getLimit()).contains("acme/research/demo usd/1M@Asia/Tokyo");
        assertThat(error.getResetAt()).contains(Instant.parse("2026-01-31T15:00:00Z"));
    }

    /**
     * 100 of output are the cap; 30 were used, so a cap of 100 fits once more, and then no more.
     */
    @Test
    void outputIsReservedAtItsCapAndSettledAtWhatWasCounted() {
        Stage stage = stages.with(new Limit.OutputTokens(150, DAY));
        for (int answered : new int[] {30, 20}) {
            stage.publish(request());
            Attempt attempt = stage.onlyAttempt();
            assertThat(attempt.getMaxOutputTokens()).isEqualTo(100);
            stage.end(Ends.answered(attempt, 5_000, answered, stage.now()));
            stage.onlyResult();
        }
        stage.publish(request());
        stage.end(Ends.answered(stage.onlyAttempt(), 1, 100, stage.now()));
        stage.onlyResult();
        stage.publish(request().setOnLimit(OnLimit.REJECT));
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("token_limited");
        assertThat(error.getLimit()).contains("acme/research/demo output_tokens/1d");
        assertThat(error.getUsed()).contains("150 output tokens");
    }

    @Test
    void inputIsSettledApartFromOutput() {
        Stage stage = stages.with(new Limit.InputTokens(50, MINUTE));
        stage.publish(request());
        stage.end(Ends.answered(stage.onlyAttempt(), 50, 1_000, stage.now()));
        stage.onlyResult();
        stage.publish(request().setOnLimit(OnLimit.REJECT));
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getLimit()).contains("acme/research/demo input_tokens/1m");
        assertThat(error.getUsed()).contains("50 input tokens");
    }
}
