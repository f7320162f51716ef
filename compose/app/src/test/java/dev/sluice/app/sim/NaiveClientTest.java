package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NaiveClientTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Simulator simulator =
            Simulator.start(SimSamples.config(SimSamples.perMinute(60, 2)), nanos::get);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aPatientClientAloneWaitsAsItIsToldAndIsAnswered() throws InterruptedException {
        NaiveClient.Outcome outcome = run(5, 1, List.of("key-a"));

        // Two from the burst; each of the other three is refused once and comes back in time.
        assertThat(outcome).isEqualTo(new NaiveClient.Outcome(5, 0, 8, 3, Duration.ofSeconds(3)));
    }

    @Test
    void manyAtOnceGiveUpAfterTwoRetries() throws InterruptedException {
        NaiveClient client =
                new NaiveClient(load(30, 30, List.of("key-a", "key-b")), nanos::get, _ -> {});

        NaiveClient.Outcome outcome = client.run();

        assertThat(outcome.answered()).isEqualTo(4);
        assertThat(outcome.failed()).isEqualTo(26);
        assertThat(outcome.calls()).isEqualTo(4 + outcome.refused429());
        assertAgreesWithTally(outcome);
    }

    @Test
    void aServerErrorIsTriedAgainAndABadKeyIsNot() throws InterruptedException {
        simulator.inject(FaultRule.next(Fault.SERVER_ERROR));
        assertThat(run(1, 1, List.of("key-a")).calls()).isEqualTo(2);

        NaiveClient.Outcome stranger = run(1, 1, List.of("nobody"));

        assertThat(stranger.failed()).isEqualTo(1);
        assertThat(stranger.calls()).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() throws InterruptedException {
        simulator.inject(FaultRule.next(Fault.RESET));

        NaiveClient.Outcome outcome = run(1, 1, List.of("key-a"));

        assertThat(outcome.answered()).isEqualTo(1);
        assertThat(outcome.calls()).isEqualTo(2);
    }

    @Test
    void aClientThatBacksOffIsPatientUntilItsPatienceEnds() throws InterruptedException {
        NaiveClient.Outcome patient = backOff(Duration.ofMinutes(5));
        assertThat(patient.answered()).isEqualTo(6);
        assertThat(patient.failed()).isZero();

        NaiveClient.Outcome impatient = backOff(Duration.ofMillis(1));

        assertThat(impatient.answered()).isLessThan(6);
        assertThat(impatient.failed()).isEqualTo(6 - impatient.answered());
    }

    @Test
    void whoListensHearsOfEachRequestOnce() throws InterruptedException {
        Set<Integer> answered = ConcurrentHashMap.newKeySet();
        Set<Integer> givenUp = ConcurrentHashMap.newKeySet();

        NaiveClient.Outcome outcome =
                NaiveClient.run(
                        load(4, 4, List.of("key-a", "nobody")),
                        new NaiveClient.Listener() {
                            @Override
                            public void answered(int request) {
                                answered.add(request);
                            }

                            @Override
                            public void givenUp(int request) {
                                givenUp.add(request);
                            }
                        });

        assertThat(outcome.answered()).isEqualTo(2);
        assertThat(answered).containsExactlyInAnyOrder(0, 2);
        assertThat(givenUp).containsExactlyInAnyOrder(1, 3);
    }

    private NaiveClient.Outcome backOff(Duration patience) throws InterruptedException {
        NaiveLoad load = load(6, 1, List.of("key-a"));
        return new NaiveClient(
                        new NaiveLoad(
                                load.baseUrl(),
                                load.secrets(),
                                load.bodies(),
                                load.requests(),
                                load.inFlight(),
                                load.seed(),
                                RetryStyle.BACKOFF,
                                patience),
                        nanos::get,
                        pause -> nanos.addAndGet(pause.toNanos()))
                .run();
    }

    /** With a clock that moves by the waits. */
    private NaiveClient.Outcome run(int requests, int inFlight, List<String> keys)
            throws InterruptedException {
        return new NaiveClient(
                        load(requests, inFlight, keys),
                        nanos::get,
                        pause -> nanos.addAndGet(pause.toNanos()))
                .run();
    }

    private NaiveLoad load(int requests, int inFlight, List<String> keys) {
        return new NaiveLoad(
                simulator.baseUrl(),
                keys.stream().map(SimSamples::secret).toList(),
                List.of(SimSamples.BODY),
                requests,
                inFlight,
                1);
    }

    private void assertAgreesWithTally(NaiveClient.Outcome outcome) {
        Tally tally = simulator.tally();
        assertThat(tally.calls()).isEqualTo(outcome.calls());
        assertThat(tally.answered()).isEqualTo(outcome.answered());
        assertThat(tally.refused429()).isEqualTo(outcome.refused429());
    }
}
