package dev.sluice.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Released;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import dev.sluice.worker.provider.ProviderClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerRoleTest {

    private final MockCluster cluster = new MockCluster();
    private final Provider provider = new Provider();
    private final WorkerRole worker = start();

    @AfterEach
    void close() {
        provider.answers.countDown();
        worker.close();
    }

    @Test
    void aWorkRecordIsJournalledCalledEndedAndCommittedInThatOrder() {
        provider.answers.countDown();
        cluster.assign();
        cluster.lease(work(1));

        await().until(() -> cluster.committed().filter(c -> c.offset() == 1).isPresent());

        assertThat(events()).containsExactly(Claim.class, Started.class, Ended.class);
        assertThat(cluster.ends()).singleElement().returns(EndKind.ANSWERED, e -> e.getKind());
        ProducerRecord<byte[], byte[]> end = cluster.written(Topics.OUTCOMES.name()).getFirst();
        assertThat(new String(end.key(), StandardCharsets.UTF_8)).isEqualTo("acme");
        assertThat(end.partition()).isEqualTo(Partitions.of("acme", Samples.PARTITIONS));
        assertThat(cluster.committed().orElseThrow().metadata()).startsWith("journal=");
        assertThat(worker.ready()).isTrue();
        assertThat(provider.opened.get()).as("a connection for each lane").isEqualTo(2);
    }

    @Test
    void itIsReadyWhenItsPartitionsAreClaimedAndNotBefore() {
        assertThat(worker.ready()).isFalse();
        cluster.assign();
        await().until(worker::ready);
        assertThat(cluster.written(Topics.LANE_EVENTS.name()))
                .first()
                .satisfies(told ->
                        assertThat(cluster.wires.announcements().decode(told.value()).getUpTo())
                                .isEqualTo(11));
    }

    @Test
    void anOrderForAKeyIsObeyedAtOnceAndTold() {
        cluster.assign();
        await().until(worker::ready);
        cluster.order(
                0,
                KeyCommand.newBuilder()
                        .setProvider("sim")
                        .setKey("key-a")
                        .setAction(KeyAction.DISABLE)
                        .setReason("rotated")
                        .setOrderedBy("me")
                        .setAt(Samples.NOON)
                        .build());
        await().until(() -> worker.lanes().stream().anyMatch(WorkerRoleTest::isDisabled));

        cluster.lease(work(1));

        await().until(() -> !cluster.ends().isEmpty());
        assertThat(cluster.ends().getFirst().getNotCalled()).contains(NotCalledReason.COOLING);
        assertThat(provider.calls.get()).isZero();
    }

    private static boolean isDisabled(LaneAnnouncement lane) {
        return lane.getLane().equals("sim/key-a")
                && lane.getCondition() == LaneCondition.DISABLED
                && lane.getReason().orElse("").equals("by_hand: rotated");
    }

    @Test
    void bytesThatAreNoWorkBecomeADeadLetterAndTheNextRecordIsCalled() {
        provider.answers.countDown();
        cluster.assign();
        cluster.append("{}".getBytes(StandardCharsets.UTF_8));
        cluster.lease(work(1));
        await().until(() -> cluster.committed().filter(c -> c.offset() == 2).isPresent());
        assertThat(cluster.written(Topics.DEAD_LETTERS.name())).hasSize(1);
        assertThat(cluster.ends()).hasSize(1);
    }

    @Test
    void whoLosesAPartitionInAnOrderlyWaySaysSoAndFinishesItsCalls() {
        cluster.assign();
        cluster.lease(work(1));
        await().until(() -> provider.calls.get() == 1);

        cluster.revoke();
        await().until(() -> events().contains(Released.class));
        provider.answers.countDown();

        await().until(() -> events().contains(Ended.class));
        Released farewell = (Released) cluster.entries.get(2).getEvent();
        assertThat(farewell.getInFlight()).hasSize(1);
        assertThat(cluster.ends()).singleElement().returns(EndKind.ANSWERED, e -> e.getKind());
        assertThat(cluster.committed().orElseThrow().offset()).isZero();
    }

    @Test
    void closingLetsCallsEndAndBreaksOffWhatDoesNot() {
        cluster.assign();
        cluster.lease(work(1));
        await().until(() -> provider.calls.get() == 1);

        worker.close();

        assertThat(cluster.ends())
                .singleElement()
                .returns(EndKind.FAILED, e -> e.getKind())
                .returns(Billing.BOUND, e -> e.getBilling());
        assertThat(cluster.work.closed()).isTrue();
        assertThat(cluster.journal.closed()).isTrue();
        assertThat(cluster.producer.closed()).isTrue();
        assertThat(worker.failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a bug", "a stack too deep"})
    void aClientThatThrowsCostsNoEnd(String fault) {
        provider.fault = Optional.of(fault);
        cluster.assign();
        cluster.lease(work(1));
        await().until(() -> !cluster.ends().isEmpty());
        assertThat(cluster.ends().getFirst())
                .returns(Billing.BOUND, e -> e.getBilling())
                .returns(Optional.of(ErrorClass.UNKNOWN), e -> e.getErrorClass());
    }

    @Test
    void withoutTheRightToWriteItStopsAndSaysWhy() {
        cluster.producer.breakWith(new TopicAuthorizationException("inference.attempts"));
        cluster.assign();
        await().until(() -> worker.failure().isPresent());
        assertThat(worker.failure().orElseThrow()).contains("inference.attempts");
        assertThat(worker.ready()).isFalse();
        await().until(() -> cluster.work.closed());
    }

    private WorkerRole start() {
        ActiveConfig config = Samples.active(drainingFast(Samples.config()));
        RoleSettings role =
                new RoleSettings("", Path.of(""), "w-1", Samples.PARTITIONS, Samples.TOPIC_ID);
        WorkerRole started =
                new WorkerRole(
                        role,
                        config,
                        cluster.wires,
                        new Clock(InstantSource.fixed(Samples.NOON)),
                        cluster.clients(),
                        Map.of("sim", provider));
        started.begin(config);
        return started;
    }

    private static SluiceConfig drainingFast(SluiceConfig config) {
        WorkerPolicy policy = config.worker();
        return new SluiceConfig(
                config.kafkaDoor(),
                config.providers(),
                config.models(),
                config.customers(),
                config.prices(),
                config.auditRootKey(),
                config.requests(),
                new WorkerPolicy(
                        policy.inFlightMax(),
                        policy.connectTimeout(),
                        policy.callTimeout(),
                        Duration.ofMillis(200),
                        policy.answerBytesMax(),
                        policy.cooldowns(),
                        policy.breaker(),
                        policy.adaptive(),
                        policy.firstByteTimeout(),
                        policy.idleTimeout()),
                config.registryUrl());
    }

    private static Work work(long lease) {
        return Work.newBuilder()
                .setAttempt(Samples.attempt(Samples.requestId(lease)))
                .setLane("sim/key-a")
                .setLease(lease)
                .setEpoch(0)
                .setLeasedAt(Samples.NOON)
                .build();
    }

    private List<Class<?>> events() {
        return cluster.entries.stream()
                .<Class<?>>map(entry -> entry.getEvent().getClass())
                .toList();
    }

    /** Answers when it is told to. */
    private static final class Provider implements ProviderClient {

        private final CountDownLatch answers = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger opened = new AtomicInteger();
        private volatile Optional<String> fault = Optional.empty();

        @Override
        public CallOutcome call(Attempt attempt, ProviderConfig.Key key, Instant latest) {
            calls.incrementAndGet();
            fault.ifPresent(thrown -> {
                if (thrown.equals("a bug")) {
                    throw new IllegalStateException(thrown);
                }
                throw new StackOverflowError(thrown);
            });
            try {
                answers.await();
                return outcome(EndKind.ANSWERED, Billing.ACTUAL, Optional.empty());
            } catch (InterruptedException e) {
                return outcome(EndKind.FAILED, Billing.BOUND, Optional.of(ErrorClass.TIMEOUT));
            }
        }

        @Override
        public void open() {
            opened.incrementAndGet();
        }

        private static CallOutcome outcome(
                EndKind kind, Billing billing, Optional<ErrorClass> error) {
            return new CallOutcome(
                    kind,
                    billing,
                    error,
                    Optional.of(200),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new TokenUsage(10L, 5L, 0L, 0L)),
                    Optional.empty(),
                    Optional.empty(),
                    Pace.SILENT);
        }
    }
}
