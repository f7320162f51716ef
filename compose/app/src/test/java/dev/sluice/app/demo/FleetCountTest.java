package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetCountTest {

    private final FleetCount count = new FleetCount();

    @Test
    void nothing_came_yet() {
        assertThat(count.standing()).isEqualTo(new FleetCount.Standing(0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWERED, 200, 1, 0",
        "FAILED, 429, 0, 1",
        "REFUSED, 429, 0, 1",
        "REFUSED, 402, 0, 0",
        "EXPIRED, 504, 0, 0",
        "OUTCOME_UNKNOWN, 502, 0, 0"
    })
    void a_result_counts_as_what_it_is(ResultStatus status, int code, int answered, int refused) {
        count.add(result(0, status, code, 7));

        assertThat(count.standing()).isEqualTo(new FleetCount.Standing(1, answered, refused, 0, 7));
    }

    @Test
    void a_second_result_of_a_request_counts_as_repeated_and_as_nothing_else() {
        count.add(result(0, ResultStatus.ANSWERED, 200, 7));
        count.add(result(1, ResultStatus.ANSWERED, 200, 5));
        count.add(result(0, ResultStatus.FAILED, 429, 100));

        assertThat(count.standing()).isEqualTo(new FleetCount.Standing(2, 2, 0, 1, 12));
        assertThat(count.results()).isEqualTo(2);
    }

    private static InferenceResult result(long offset, ResultStatus status, int code, long picos) {
        return InferenceResult.newBuilder()
                .setRequestId(Samples.requestId(offset))
                .setTenant(Samples.TENANT)
                .setStatus(status)
                .setStatusCode(code)
                .setCostPicos(picos)
                .setAcceptedAt(Samples.NOON)
                .setFinishedAt(Samples.NOON)
                .setConfigVersion(1)
                .build();
    }
}
