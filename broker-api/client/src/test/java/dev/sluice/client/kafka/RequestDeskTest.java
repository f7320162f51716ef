package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.kafka.RequestDesk.Reply;
import dev.sluice.client.kafka.RequestDesk.Submission;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import dev.sluice.testing.kafka.FakeKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RequestDeskTest {

    private static final OutgoingRequest REQUEST =
            new OutgoingRequest(Optional.of("acme"), Results.utf8("{}"), Map.of());
    private static final Instant SOON = Samples.NOON.plus(Duration.ofSeconds(30));

    private final FakeKafka kafka = new FakeKafka((_, _) -> Optional.empty());
    private final RequestDesk desk =
            new RequestDesk(
                    new RequestPublisher(
                            kafka.producer,
                            Samples.TOPIC_ID,
                            Samples.PARTITIONS,
                            () -> Samples.NOON),
                    () -> Samples.NOON,
                    2);

    @Test
    void theResultOfItsPositionIsTheReply() {
        Submission.Accepted accepted = accepted();
        InferenceResult result = Results.answered(accepted.id().toString(), "{}");

        desk.onResult(Results.answered("another", "{}"));
        desk.onResult(result);

        assertThat(desk.await(accepted.request(), SOON)).isEqualTo(new Reply.Arrived(result));
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void withoutAResultTheWaitEnds() {
        Submission.Accepted accepted = accepted();

        assertThat(desk.await(accepted.request(), Samples.NOON)).isEqualTo(new Reply.Late());
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void oneMoreThanMayWaitIsTurnedAwayUnpublished() {
        accepted();
        accepted();

        assertThat(desk.submit(REQUEST)).isEqualTo(new Submission.Full());
        assertThat(kafka.producer.history()).hasSize(2);
    }

    @Test
    void whatKafkaDoesNotTakeWaitsForNothing() {
        kafka.producer.sendException = new TimeoutException("no broker");

        assertThat(desk.submit(REQUEST))
                .isInstanceOfSatisfying(
                        Submission.Unacknowledged.class,
                        unacknowledged ->
                                assertThat(unacknowledged.reason()).contains("no broker"));
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void closingReleasesThoseWhoWait() {
        Submission.Accepted accepted = accepted();

        desk.close(Duration.ZERO);

        assertThat(desk.await(accepted.request(), SOON)).isEqualTo(new Reply.Closed());
        assertThat(desk.submit(REQUEST)).isEqualTo(new Submission.Closed());
    }

    @Test
    void aReaderThatStopsReleasesThoseWhoWaitAndSaysWhy() {
        Submission.Accepted accepted = accepted();

        desk.onStopped("not authorized");

        assertThat(desk.await(accepted.request(), SOON)).isEqualTo(new Reply.Closed());
        assertThat(desk.stopped()).contains("not authorized");
        assertThatThrownBy(() -> desk.awaitListening(Duration.ofSeconds(1)))
                .hasMessageContaining("not authorized");
    }

    private Submission.Accepted accepted() {
        return (Submission.Accepted) desk.submit(REQUEST);
    }
}
