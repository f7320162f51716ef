package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.bench.plan.Fairness;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.ResultSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a result means for the bench; the rest of it is tested from start to end. */
class WholeSluiceTest {

    private final Watch watch = new Watch(TinyLoads.load(3));

    @ParameterizedTest(name = "{0}: {1} served, {2} failed before its deadline")
    @CsvSource({
        "ANSWERED, 1, 0",
        "FAILED, 0, 1",
        "REFUSED, 0, 1",
        "CANCELLED, 0, 1",
        "OUTCOME_UNKNOWN, 0, 1",
        "EXPIRED, 0, 0",
    })
    void everyStatusIsAnEndOfItsKind(ResultStatus status, int served, int failed) {
        WholeSluice.end(watch, result("1", status));

        assertThat(watch.ends()).isEqualTo(1);
        assertThat(watch.served()).hasSize(served);
        assertThat(watch.failedEarly()).isEqualTo(failed);
    }

    @Test
    void aResultIsThatOfTheRequestWhoseNumberItHas() {
        WholeSluice.end(watch, result("2", ResultStatus.ANSWERED));
        WholeSluice.end(watch, result("0", ResultStatus.ANSWERED));

        assertThat(watch.served())
                .extracting(Fairness.Served::request)
                .extracting(request -> request.number())
                .containsExactly(2, 0);
    }

    @Test
    void aSecondResultOfARequestIsNoSecondAnswer() {
        WholeSluice.end(watch, result("1", ResultStatus.ANSWERED));
        WholeSluice.end(watch, result("1", ResultStatus.FAILED));

        assertThat(watch.served()).hasSize(1);
        assertThat(watch.failedEarly()).isZero();
    }

    private static InferenceResult result(String number, ResultStatus status) {
        return ResultSamples.answered("{}").setCustomId(number).setStatus(status).build();
    }
}
