package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MeaningTest {

    @ParameterizedTest(name = "{0} with status {1}: {2}, {3}")
    @CsvSource({
        "RATE_LIMIT,         429, REFUSED, NONE",
        "AUTH,               401, REFUSED, NONE",
        "BILLING,            402, REFUSED, NONE",
        "OVERLOADED,         529, REFUSED, NONE",
        "CONTEXT_WINDOW,     400, REFUSED, NONE",
        "CONTENT_POLICY,     400, REFUSED, NONE",
        "INVALID_REQUEST,    400, REFUSED, NONE",
        "MODEL_ACCESS,       404, REFUSED, NONE",
        "MODEL_GONE,         410, REFUSED, NONE",
        "REGION_BLOCKED,     403, REFUSED, NONE",
        "SERVER_ERROR,       500, FAILED,  NONE",
        "SERVER_ERROR,       503, FAILED,  NONE",
        "SERVER_ERROR,       504, FAILED,  BOUND",
        "SERVER_ERROR,       200, FAILED,  BOUND",
        "NETWORK,            200, FAILED,  BOUND",
        "TIMEOUT,            408, FAILED,  BOUND",
        "RESPONSE_TOO_LARGE, 200, FAILED,  BOUND",
        "UNKNOWN,            200, FAILED,  BOUND",
        "UNKNOWN,            302, REFUSED, NONE",
        "UNKNOWN,            404, REFUSED, NONE",
        "UNKNOWN,            520, FAILED,  BOUND"
    })
    void onlyWhatSurelyCostNothingIsFree(
            ErrorClass errorClass, int status, EndKind kind, Billing billing) {
        assertThat(Meaning.of(errorClass, status)).isEqualTo(new Meaning(kind, billing));
    }

    @ParameterizedTest
    @EnumSource(ErrorClass.class)
    void anErrorIsNeverAnAnswerNorBilledByUsage(ErrorClass errorClass) {
        Meaning meaning = Meaning.of(errorClass, 500);

        assertThat(meaning.kind()).isIn(EndKind.REFUSED, EndKind.FAILED);
        assertThat(meaning.billing()).isIn(Billing.NONE, Billing.BOUND);
    }
}
