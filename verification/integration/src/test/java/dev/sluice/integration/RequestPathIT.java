package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.kafka.AuditReader;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Follows one request by the numbered steps of ARCHITECTURE.md, through every topic it touches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestPathIT {

    private Stack stack;
    private String requestId;
    private InferenceResult result;

    @BeforeAll
    void publishOneRequest(@TempDir Path folder) {
        stack = Stack.start(folder);
        requestId =
                stack.publish(
                        // Step 1; from no customer's partition in particular, so step 2 may reroute
                        // it.
                        Optional.of("globex"),
                        Lines.chat("r-1", "what is a lane?").getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "sluice-key", "research",
                                "sluice-workflow", "briefing-7",
                                "sluice-step", "plan"));
        result = stack.result(requestId);
        Awaitility.await().until(() -> !entries().isEmpty());
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Test
    void step2TheCustomerIsTheKeysWhateverTheRecordKeySays() {
        assertThat(result.getTenant().getCustomer()).isEqualTo("acme");
        assertThat(result.getTenant().getTeam()).isEqualTo("research");
    }

    @Test
    void step3OneAttemptIsAdmittedWithAReservationAndThePriceItWillBeSettledBy() {
        List<Attempt> attempts = attempts();

        assertThat(attempts).hasSize(1);
        assertThat(attempts.getFirst().getReservation().getPicos()).isPositive();
        assertThat(attempts.getFirst().getReservation().getPriceId()).startsWith("gpt-4o-mini@");
        assertThat(attempts.getFirst().getMaxOutputTokens()).isEqualTo(50);
    }

    @Test
    void step5TheAttemptIsLeasedOnceUnderTheLanesEpoch() {
        List<Work> work =
                stack.records(Topics.WORK).stream()
                        .filter(found -> found.getAttempt().getRequestId().equals(requestId))
                        .toList();

        assertThat(work).hasSize(1);
        assertThat(work.getFirst().getLane()).startsWith("sim/key-");
        assertThat(work.getFirst().getLease()).isPositive();
    }

    @Test
    void step6To8TheJournalHasAClaimThenStartedThenEnded() {
        List<JournalEntry> journal = stack.records(Topics.ATTEMPTS);

        assertThat(journal.stream().filter(entry -> entry.getEvent() instanceof Claim))
                .isNotEmpty();
        assertThat(
                        journal.stream()
                                .map(JournalEntry::getEvent)
                                .filter(event -> event instanceof Started || event instanceof Ended)
                                .map(event -> event.getClass().getSimpleName()))
                .containsExactly("Started", "Ended");
    }

    @Test
    void step8TheAttemptHasOneEndWithTheProvidersCount() {
        List<AttemptEnd> ends =
                stack.records(Topics.OUTCOMES).stream()
                        .filter(end -> end.getRequestId().equals(requestId))
                        .toList();

        assertThat(ends).hasSize(1);
        assertThat(ends.getFirst().getKind()).isEqualTo(EndKind.ANSWERED);
        assertThat(ends.getFirst().getBilling()).isEqualTo(Billing.ACTUAL);
        assertThat(ends.getFirst().getUsage()).isPresent();
    }

    @Test
    void step9DecisionsSayThatItWasAdmittedAndAnswered() {
        assertThat(
                        stack.records(Topics.DECISIONS).stream()
                                .filter(decision -> decision.getRequestId().equals(requestId))
                                .map(Decision::getKind))
                .containsExactly(DecisionKind.ADMITTED, DecisionKind.ANSWERED);
    }

    @Test
    void step10TheResultIsTheProvidersAnswerWithWhoServedItAndWhatItCost() {
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getStatusCode()).isEqualTo(200);
        assertThat(result.getCustomId()).contains("r-1");
        assertThat(result.getWorkflow()).contains("briefing-7");
        assertThat(result.getStep()).contains("plan");
        assertThat(result.getServed().orElseThrow().getProviderKey().orElseThrow())
                .startsWith("key-");
        assertThat(result.getCostPicos()).isPositive();
    }

    @Test
    void step11TheLedgerHasOneEntryAndTheProviderWouldBillTheSame() {
        List<LedgerEntry> entries = entries();

        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().getAmountPicos()).isEqualTo(result.getCostPicos());
        assertThat(dev.sluice.schemas.money.PicoUsd.toUsd(entries.getFirst().getAmountPicos()))
                .isEqualByComparingTo(stack.provider().tally().costUsd());
    }

    @Test
    void step11TheAuditLogIsWholeAndHasEveryDecisionAndEnd() {
        var report =
                AuditReader.verify(
                        stack.bootstrapServers(),
                        stack.all().cluster().registry(),
                        AuditRootKey.of(Stack.AUDIT_ROOT.getBytes(StandardCharsets.UTF_8)));

        assertThat(report.firstFault()).isEmpty();
        assertThat(report.records())
                .isEqualTo(
                        stack.records(Topics.DECISIONS).size()
                                + stack.records(Topics.OUTCOMES).size()
                                + (long) stack.records(Topics.CONFIG).size());
    }

    private List<Attempt> attempts() {
        return stack.records(Topics.ADMITTED).stream()
                .map(AdmittedEvent::getEvent)
                .filter(Attempt.class::isInstance)
                .map(Attempt.class::cast)
                .filter(attempt -> attempt.getRequestId().equals(requestId))
                .toList();
    }

    private List<LedgerEntry> entries() {
        return stack.records(Topics.ENTRIES).stream()
                .filter(entry -> entry.getRequestId().equals(requestId))
                .toList();
    }
}
