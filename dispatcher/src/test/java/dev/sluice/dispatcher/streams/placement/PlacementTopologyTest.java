package dev.sluice.dispatcher.streams.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.placement.Placement;
import dev.sluice.dispatcher.placement.PlacementDecision;
import dev.sluice.dispatcher.placement.PlacementEvent;
import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.dispatcher.placement.QueueSnapshot;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTopologyTest {

    @TempDir private Path stateDir;
    private Stage stage;

    @BeforeEach
    void start() {
        stage = new Stage(stateDir);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private static String id(long offset) {
        return Samples.requestId(offset);
    }

    @Test
    void theTopologyIsAsItWasReviewed() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("/placement-topology.txt")) {
            assertThat(golden).isNotNull();
            assertThat(stage.topology().describe().toString())
                    .isEqualToNormalizingNewlines(
                            new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anAttemptIsLeasedAtOnceWhereALaneHasCredit() {
        stage.announce(Stage.LANE_A, 3, 1, 1);
        stage.arrive(0);
        TestRecord<String, Work> leased = stage.work.readRecord();
        assertThat(leased.key()).isEqualTo(Stage.LANE_A);
        assertThat(leased.value().getAttempt()).isEqualTo(Samples.attempt(id(0)));
        assertThat(leased.value().getLease()).isEqualTo(1);
        assertThat(leased.value().getEpoch()).isEqualTo(3);
        assertThat(leased.getRecordTime()).isEqualTo(stage.now());
    }

    @Test
    void withoutCreditNothingIsLeasedUntilALaneAnnouncesSome() {
        stage.arrive(0);
        stage.announce(Stage.LANE_A, 3, 1, 0);
        assertThat(stage.work.isEmpty()).isTrue();
        stage.announce(Stage.LANE_A, 3, 2, 1);
        assertThat(stage.work.readValue().getAttempt().getRequestId()).isEqualTo(id(0));
    }

    @Test
    void anotherEpochStartsItsNumbersAnewAndTheOldOneIsNotHeardAnyMore() {
        stage.announce(Stage.LANE_A, 3, 1, 1);
        stage.arrive(0);
        stage.announce(Stage.LANE_A, 8, 1, 1);
        stage.arrive(1);
        stage.announce(Stage.LANE_A, 3, 2, 50);
        stage.arrive(2);
        assertThat(stage.work.readValuesToList())
                .extracting(Work::getEpoch, Work::getLease)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, 1L),
                        org.assertj.core.groups.Tuple.tuple(8L, 1L));
    }

    @Test
    void anAttemptEndsAtItsDeadlineWithoutAnyRecordComing() {
        stage.arrive(0);
        stage.pass(Duration.ofSeconds(59));
        assertThat(stage.outcomes.isEmpty()).isTrue();
        stage.pass(Duration.ofSeconds(1));
        TestRecord<String, AttemptEnd> ended = stage.outcomes.readRecord();
        assertThat(ended.key()).isEqualTo("acme");
        assertThat(ended.value().getNotCalled()).contains(NotCalledReason.EXPIRED);
        assertThat(ended.getRecordTime()).isEqualTo(stage.now());
    }

    @Test
    void aWithdrawnAttemptEndsAndIsNotLeased() {
        stage.arrive(0);
        stage.withdraw(0);
        stage.withdraw(0);
        stage.announce(Stage.LANE_A, 3, 1, 5);
        assertThat(stage.outcomes.readValuesToList())
                .extracting(end -> end.getNotCalled().orElseThrow())
                .containsExactly(NotCalledReason.WITHDRAWN);
        assertThat(stage.work.isEmpty()).isTrue();
    }

    @Test
    void anExcludedLaneIsLeftOutWhileAnotherWorks() {
        stage.announce(Stage.LANE_A, 3, 1, 5);
        stage.announce(Stage.LANE_B, 3, 1, 0);
        stage.arrive(
                Attempt.newBuilder(Samples.attempt(id(0)))
                        .setExcludedLanes(List.of(Stage.LANE_A))
                        .build());
        assertThat(stage.work.isEmpty()).isTrue();
        stage.announce(Stage.LANE_B, 3, 2, 1);
        assertThat(stage.work.readRecord().key()).isEqualTo(Stage.LANE_B);
    }

    @Test
    void aNewOwnerOfTheStoreGoesOnWhereTheOldOneStopped() {
        stage.announce(Stage.LANE_A, 3, 1, 1);
        stage.arrive(0);
        stage.arrive(1);
        stage.arrive(2);
        Placement next = new Placement(Stage.CONFIG, new StateStorePlacementStore(stage.store()));
        List<PlacementDecision> applied = new ArrayList<>();
        Withdrawal withdrawal = new Withdrawal(id(1), 1, WithdrawalReason.CANCELLED);
        next.apply(
                next.decide(new PlacementEvent.Withdrawn(withdrawal), stage.now()),
                stage.now(),
                applied::add);
        next.tick(Samples.NOON.plusSeconds(60), () -> applied.size() < 2, applied::add);
        assertThat(applied)
                .extracting(decision -> ((PlacementDecision.End) decision).end().getRequestId())
                .containsExactly(id(1), id(2));
    }

    @Test
    void aRecordThatCannotBeReadBecomesADeadLetterAndTheNextOneIsTaken() {
        byte[] garbage = "{\"not\":\"avro\"}".getBytes(StandardCharsets.UTF_8);
        stage.rawAdmitted.pipeInput("sim", garbage);
        stage.rawAdmitted.pipeInput("sim", new byte[] {0, 0, 0, 9, 9, 1});
        stage.rawAdmitted.pipeInput(new TestRecord<>("sim", null));
        stage.arrive(Attempt.newBuilder(Samples.attempt(id(0))).setAttempt(0).build());
        stage.announce(Stage.LANE_A, 3, 1, 1);
        stage.arrive(1);
        List<TestRecord<String, DeadLetter>> buried = stage.deadLetters.readRecordsToList();
        assertThat(buried)
                .extracting(letter -> letter.value().getReason())
                .containsExactly("undecodable", "undecodable", "undecodable", "invalid");
        assertThat(buried.getFirst().key()).isEqualTo("sim");
        assertThat(buried.getFirst().value().getTopic()).isEqualTo(Topics.ADMITTED.name());
        assertThat(buried.getFirst().value().getStage()).isEqualTo("placement");
        assertThat(buried.getFirst().value().getValue().orElseThrow().array()).isEqualTo(garbage);
        assertThat(stage.work.readValue().getAttempt().getRequestId()).isEqualTo(id(1));
    }

    @Test
    void whatLeftTheLineLeavesNothingInTheStoreButTheLaneAndTheShare() {
        for (int n = 0; n < 20; n++) {
            stage.arrive(n);
        }
        stage.announce(Stage.LANE_A, 3, 1, 20);
        List<Character> prefixes = new ArrayList<>();
        try (var all = stage.store().all()) {
            all.forEachRemaining(entry -> prefixes.add((char) entry.key.get()[0]));
        }
        assertThat(stage.work.getQueueSize()).isEqualTo(20);
        assertThat(prefixes).containsExactly('l', 'v');
    }

    @Test
    void whatWaitsIsToldOnceASecondAndFoundInTheStore() {
        stage.arrive(0);
        stage.arrive(1);
        assertThat(stage.board.all()).isEmpty();
        stage.pass(Duration.ofSeconds(1));
        QueueSnapshot snapshot = stage.board.all().getFirst();
        assertThat(snapshot.report().pools().getFirst().waiting()).isEqualTo(2);
        QueueReport.Position second =
                snapshot.find(new StoreReader(stage.store()), id(1)).orElseThrow();
        assertThat(second.aheadInKey().number()).isEqualTo(1);
        assertThat(second.aheadInPool()).isEqualTo(1);
        assertThat(snapshot.find(new StoreReader(stage.store()), id(2))).isEmpty();
    }
}
