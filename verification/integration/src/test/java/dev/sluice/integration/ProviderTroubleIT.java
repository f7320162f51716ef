package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.FaultRule;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a provider does, the request is tried elsewhere, answered, and every call is charged
 * once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderTroubleIT {

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder);
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @AfterEach
    void heal() {
        stack.provider().heal();
    }

    @ParameterizedTest(name = "{0}")
    // An unpaid key beside a revoked one leaves none: KeyStatesIT has that.
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HUGE", "UNPAID"})
    void isAnsweredBySomebodyAndChargedWithinItsBounds(Fault fault) {
        stack.provider().inject(FaultRule.next(fault));

        String id = stack.publish(Lines.chat("trouble-" + fault, "hello"), Lines.research());

        InferenceResult result = stack.result(id);
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        List<AttemptEnd> ends = ends(id);
        assertThat(ends).hasSize(result.getAttempts());
        assertThat(ends).filteredOn(end -> end.getKind() == EndKind.ANSWERED).hasSize(1);
        Awaitility.await().until(() -> entries(id).size() == billed(ends));
        // The ledger is never below what the provider would bill.
        assertThat(ledger()).isGreaterThanOrEqualTo(stack.provider().tally().costUsd());
    }

    /** Another key would answer as much again, and bill it again. */
    @Test
    void anAnswerThatIsTooLargeIsNotAskedForTwice() {
        stack.provider().inject(FaultRule.next(Fault.HUGE));

        String id = stack.publish(Lines.chat("huge-answer", "hello"), Lines.research());

        InferenceResult result = stack.result(id);
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getAttempts()).isEqualTo(1);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("response_too_large");
    }

    private List<AttemptEnd> ends(String requestId) {
        return stack.records(Topics.OUTCOMES).stream()
                .filter(end -> end.getRequestId().equals(requestId))
                .toList();
    }

    private static long billed(List<AttemptEnd> ends) {
        return ends.stream().filter(end -> end.getBilling() != Billing.NONE).count();
    }

    private List<LedgerEntry> entries(String requestId) {
        return stack.records(Topics.ENTRIES).stream()
                .filter(entry -> entry.getRequestId().equals(requestId))
                .toList();
    }

    private BigDecimal ledger() {
        return stack.records(Topics.ENTRIES).stream()
                .map(entry -> PicoUsd.toUsd(entry.getAmountPicos()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
