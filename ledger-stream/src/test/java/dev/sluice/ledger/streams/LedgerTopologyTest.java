package dev.sluice.ledger.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.posting.DedupeHorizon;
import dev.sluice.ledger.samples.Chains;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.samples.Orders;
import dev.sluice.ledger.spend.Scope;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.ledger.spend.SpendReport;
import dev.sluice.ledger.verify.AuditFault;
import dev.sluice.ledger.verify.AuditReport;
import dev.sluice.ledger.verify.PartitionVerification;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTopologyTest {

    private static final String ID = Samples.requestId(1);

    @TempDir Path stateDir;
    private LedgerDriver ledger;

    @BeforeEach
    void open() {
        ledger = new LedgerDriver(stateDir);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static List<AuditFault> faults(List<AuditRecord> records) {
        PartitionVerification partition =
                new PartitionVerification(ChainKeys.of(LedgerDriver.ROOT, Chains.ORIGIN.chain(0)));
        records.forEach(partition::audited);
        return AuditReport.of(List.of(partition)).chainFaults();
    }

    @Test
    void theTopologyIsTheOneInTheGoldenFile() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(getClass().getResourceAsStream("/ledger-topology.txt"))) {
            assertThat(ledger.described().strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void anOrderForAProviderKeyIsALinkOfTheChainAndCostsNothing() {
        ledger.decision(Ends.admitted(ID));
        ledger.order(Orders.cool());
        ledger.order(Orders.cool());
        ledger.end(Ends.answered(ID));

        List<AuditRecord> chain = ledger.read(Topics.AUDIT_LOG);

        assertThat(chain)
                .extracting(AuditRecord::getKind)
                .containsExactly("decision", "key_command", "key_command", "end");
        assertThat(faults(chain)).isEmpty();
        assertThat(ledger.read(Topics.ENTRIES)).hasSize(1);
        AuditRecord forged = AuditRecord.newBuilder(chain.get(1)).setKind("decision").build();
        assertThat(faults(List.of(chain.getFirst(), forged)))
                .singleElement()
                .returns(AuditFault.Kind.ALTERED, AuditFault::kind);
    }

    @Test
    void aChangeOfTheConfigurationIsALinkOfTheChain() {
        ledger.decision(Ends.admitted(ID));
        ledger.config(Orders.config());

        List<AuditRecord> chain = ledger.read(Topics.AUDIT_LOG);

        assertThat(chain).extracting(AuditRecord::getKind).containsExactly("decision", "config");
        assertThat(faults(chain)).isEmpty();
    }

    @Test
    void anOrderFromAnotherTimeDoesNotMakeEndsLate() {
        ledger.pass(DedupeHorizon.DEFAULT.length().plusDays(1));
        ledger.order(Orders.cool());
        ledger.endOf(Samples.NOON, Ends.answered(ID));

        assertThat(ledger.read(Topics.ENTRIES)).hasSize(1);
    }

    @Test
    void anAnswerIsPricedAsItWasReserved() {
        ledger.end(Ends.answered(ID));
        assertThat(ledger.read(Topics.ENTRIES))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getKind()).isEqualTo(EntryKind.ACTUAL);
                    assertThat(entry.getAmountPicos()).isEqualTo(4_500_000);
                });
    }

    @Test
    void anAnswerAfterUnknownIsACorrection() {
        ledger.end(Ends.unknown(ID));
        ledger.end(Ends.answered(ID));
        assertThat(ledger.read(Topics.ENTRIES))
                .extracting(LedgerEntry::getAmountPicos)
                .containsExactly(63_000_000L, -63_000_000L, 4_500_000L);
        assertThat(ledger.read(Topics.CONFLICTS)).isEmpty();
    }

    @Test
    void anEndThatComesTwiceIsChargedOnceAndAuditedTwice() {
        ledger.end(Ends.answered(ID));
        ledger.end(Ends.answered(ID));
        assertThat(ledger.read(Topics.ENTRIES)).hasSize(1);
        assertThat(ledger.read(Topics.CONFLICTS)).isEmpty();
        assertThat(ledger.read(Topics.AUDIT_LOG)).hasSize(2);
    }

    @Test
    void aSecondEndThatSaysSomethingElseIsAConflict() {
        ledger.end(Ends.answered(ID));
        ledger.end(Ends.refused(ID));
        assertThat(ledger.read(Topics.ENTRIES)).hasSize(1);
        assertThat(ledger.read(Topics.CONFLICTS))
                .singleElement()
                .extracting(LedgerConflict::getReason)
                .isEqualTo("different_end");
    }

    @Test
    void attemptsOfOneRequestAreChargedOneByOne() {
        ledger.end(Ends.timedOut(ID));
        ledger.end(AttemptEnd.newBuilder(Ends.answered(ID)).setAttempt(2).build());
        assertThat(ledger.read(Topics.ENTRIES))
                .extracting(LedgerEntry::getEntryId)
                .containsExactly(ID + "/1/1", ID + "/2/1");
    }

    @Test
    void everyDecisionAndEveryEndIsOneLinkOfAWholeChain() {
        ledger.decision(Ends.admitted(ID));
        ledger.end(Ends.refused(ID));
        ledger.end(AttemptEnd.newBuilder(Ends.answered(ID)).setAttempt(2).build());
        List<AuditRecord> log = ledger.read(Topics.AUDIT_LOG);
        assertThat(log)
                .extracting(record -> record.getSeq() + " " + record.getKind())
                .containsExactly("0 decision", "1 end", "2 end");
        assertThat(faults(log)).isEmpty();
    }

    @Test
    void totalsAreToldOnceForManyEnds() {
        for (int offset = 0; offset < 50; offset++) {
            ledger.end(Ends.answered(Samples.requestId(offset)));
        }
        assertThat(ledger.read(Topics.SPEND)).isEmpty();
        ledger.pass(LedgerProcessor.PUNCTUATION);
        List<SpendTotal> told = ledger.read(Topics.SPEND);
        assertThat(told).hasSize(2 * Scope.values().length);
        assertThat(told).extracting(SpendTotal::getCalls).containsOnly(50L);
        ledger.pass(LedgerProcessor.PUNCTUATION);
        assertThat(ledger.read(Topics.SPEND)).isEmpty();
    }

    @Test
    void totalsGoOnWhereTheyWere() {
        ledger.end(Ends.answered(Samples.requestId(1)));
        ledger.pass(LedgerProcessor.PUNCTUATION);
        ledger.end(Ends.unknown(Samples.requestId(2)));
        ledger.end(Ends.refused(Samples.requestId(3)));
        ledger.pass(LedgerProcessor.PUNCTUATION);
        Map<String, SpendTotal> latest = ledger.latest(Topics.SPEND);
        List<SpendReport.Line> lines = SpendReport.of(latest).lines(Scope.KEY, SpendKey.TOTAL);
        assertThat(lines)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.id()).isEqualTo("acme/research/demo");
                    assertThat(line.calls()).isEqualTo(2);
                    assertThat(line.unknown()).isEqualTo(1);
                    assertThat(line.usd()).isEqualTo(PicoUsd.toUsd(67_500_000));
                    assertThat(line.unknownUsd()).isEqualTo(PicoUsd.toUsd(63_000_000));
                });
    }

    @Test
    void totalsAreToldEarlierWhereVeryMuchWaits() {
        for (int offset = 0; offset < SpendQueue.WAITING_MAX; offset++) {
            ledger.end(Ends.answered(Samples.requestId(offset)));
        }
        assertThat(ledger.read(Topics.SPEND)).hasSize(2 * Scope.values().length);
        assertThat(ledger.stored('p')).isZero();
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndThePartitionGoesOn() {
        ledger.bytes(Topics.OUTCOMES, "{not avro}".getBytes(StandardCharsets.UTF_8));
        ledger.end(Ends.answered(ID));
        assertThat(ledger.read(Topics.DEAD_LETTERS))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReason()).isEqualTo("undecodable");
                    assertThat(letter.getStage()).isEqualTo("ledger");
                });
        assertThat(ledger.read(Topics.ENTRIES)).hasSize(1);
        assertThat(faults(ledger.read(Topics.AUDIT_LOG))).isEmpty();
    }

    @Test
    void whatThrowsWhileItIsDecidedIsADeadLetterWithoutAnyEffect() {
        AttemptEnd impossible =
                AttemptEnd.newBuilder(Ends.unknown(ID))
                        .setReservation(new Reservation(-1L, Samples.price().id()))
                        .build();
        ledger.end(impossible);
        assertThat(ledger.read(Topics.DEAD_LETTERS))
                .singleElement()
                .extracting(DeadLetter::getReason)
                .isEqualTo("undecidable");
        assertThat(ledger.read(Topics.AUDIT_LOG)).isEmpty();
        assertThat(ledger.read(Topics.ENTRIES)).isEmpty();
    }

    @Test
    void aChargeIsForgottenAfterFourDaysOfRecords() {
        ledger.end(Ends.answered(ID));
        ledger.pass(Duration.ofDays(5));
        assertThat(ledger.stored('a')).as("no record came since").isEqualTo(1);
        ledger.end(Ends.answered(Samples.requestId(2)));
        ledger.pass(LedgerProcessor.PUNCTUATION);
        assertThat(ledger.stored('a')).isEqualTo(1);
        assertThat(ledger.stored('f')).isEqualTo(1);
    }

    @Test
    void aChargeIsRememberedForFourDaysOfRecords() {
        ledger.end(Ends.unknown(ID));
        ledger.pass(Duration.ofDays(4));
        ledger.end(Ends.answered(ID));
        assertThat(ledger.read(Topics.ENTRIES)).hasSize(3);
    }
}
