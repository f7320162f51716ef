package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A refusal by a key moves the request on, and costs it nothing. */
class RotationTopologyTest {

    private static final Duration TICK = Duration.ofMillis(20);

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void aRefusalIsFollowedAtOnceAndTheLaneIsRemembered() {
        Stage stage = stages.with();
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.refused(first, ErrorClass.RATE_LIMIT, 429, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getExcludedLanes()).containsExactly("sim/key-a");
        assertThat(second.getRetry()).as("no retry of a failure").isFalse();
        assertThat(second.getReservation()).isEqualTo(first.getReservation());
        stage.end(Ends.by("sim/key-b", Ends.refused(second, ErrorClass.AUTH, 401, stage.now())));
        assertThat(stage.onlyAttempt().getExcludedLanes())
                .containsExactly("sim/key-a", "sim/key-b");
    }

    @Test
    void onlyWhatFollowsAFailureIsARetry() {
        Stage stage = stages.with();
        stage.publish(request());
        assertThat(stage.admitted.getQueueSize()).isEqualTo(1);
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
        stage.pass(Duration.ofSeconds(1));
        Attempt retry = stage.onlyAttempt();
        assertThat(retry.getRetry()).isTrue();
        stage.end(Ends.notCalled(retry, NotCalledReason.COOLING, stage.now()));
        Attempt rotated = stage.onlyAttempt();
        assertThat(rotated.getRetry()).isFalse();
        stage.end(Ends.unknown(rotated, stage.now()));
        assertThat(stage.onlyAttempt().getRetry()).isTrue();
    }

    /** 64 refusals end nothing: the deadline does, and the work until then stays bounded. */
    @Test
    void keysThatAllRefuseNeverEndARequestBeforeItsDeadline() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Instant deadline = stage.now().plus(Duration.ofMinutes(10));
        List<Instant> calls = new ArrayList<>();
        while (stage.results.isEmpty()) {
            for (Attempt attempt : stage.attempts()) {
                calls.add(stage.now());
                stage.end(Ends.refused(attempt, ErrorClass.RATE_LIMIT, 429, stage.now()));
            }
            stage.pass(stage.admitted.isEmpty() ? Duration.ofMillis(500) : TICK);
        }
        assertThat(stage.now()).isAfterOrEqualTo(deadline);
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(calls).hasSizeBetween(64 + 10, 64 + 40);
        assertThat(calls.getLast()).isAfter(deadline.minus(Duration.ofMinutes(1)));
        assertThat(stage.remains()).isEmpty();
        stage.publish(request());
        assertThat(stage.attempts()).as("its place is free").hasSize(1);
    }

    /** Many requests that fail at the same moment do not come back at the same moment. */
    @Test
    void retriesAreNeverInLockstep() {
        Stage stage = stages.with();
        for (int n = 0; n < 100; n++) {
            stage.publish(request());
        }
        for (Attempt attempt : stage.attempts()) {
            stage.end(Ends.refused(attempt, ErrorClass.OVERLOADED, 529, stage.now()));
        }
        List<Integer> perTick = new ArrayList<>();
        for (int tick = 0; tick < 13; tick++) {
            stage.pass(TICK);
            perTick.add(stage.attempts().size());
        }
        assertThat(perTick.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        assertThat(perTick).as("of %s", perTick).allMatch(count -> count <= 25);
    }

    @Test
    void aRetryIsNeverPastTheDeadline() {
        Stage stage = stages.with();
        Instant deadline = stage.now().plusMillis(40);
        stage.publish(request().setDeadline(deadline));
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
        for (int tick = 0; tick < 10; tick++) {
            stage.pass(TICK);
            assertThat(stage.attempts())
                    .allMatch(attempt -> attempt.getAdmittedAt().isBefore(deadline));
        }
    }
}
