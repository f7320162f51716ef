package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the journal keeps of a provider's count, for the buckets of the next owner. */
final class AbsurdCountTest {

    private final SimWorld world = new SimWorld();

    @ParameterizedTest(name = "{0} in and {1} out: {2}")
    @CsvSource({
        "0,                   0,                   0",
        "10,                  5,                   15",
        "1099511627776,       1,                   1099511627777",
        "9223372036854775807, 1,                   1099511627777",
        "9223372036854775807, 9223372036854775807, 2199023255552",
    })
    void aSumIsNeverLessThanItsParts(long in, long out, long counted) {
        world.lease(Duration.ofMinutes(10));
        SimWorker worker = world.assign();
        worker.answer = answer(new TokenUsage(in, out, 0L, 0L));
        worker.settle();
        List<Long> tokens =
                world.journal.stream()
                        .map(logged -> logged.entry().getEvent())
                        .filter(Ended.class::isInstance)
                        .map(ended -> ((Ended) ended).getTokens().orElseThrow())
                        .toList();
        assertThat(tokens).containsExactly(counted);
    }

    private static CallOutcome answer(TokenUsage usage) {
        return new CallOutcome(
                EndKind.ANSWERED,
                Billing.ACTUAL,
                Optional.empty(),
                Optional.of(200),
                Optional.empty(),
                Optional.empty(),
                Optional.of(usage),
                Optional.empty(),
                Optional.empty(),
                Pace.SILENT);
    }
}
