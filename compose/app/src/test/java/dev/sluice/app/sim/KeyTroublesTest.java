package dev.sluice.app.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.sim.SimulatedProvider.Arrival;
import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTroublesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long STARTED = 70 * SECOND;

    @ParameterizedTest(name = "after {0} ms: {1}")
    @CsvSource({"0, 200", "4999, 200", "5000, 401", "60000, 401"})
    void aKeyDiesAfterItsTimeFromTheFirstCallOn(long millis, int status) {
        SimulatedProvider provider =
                provider(KeyTroubles.dies(Duration.ofSeconds(5), Fault.UNAUTHORIZED));
        call(provider, STARTED);

        assertThat(call(provider, STARTED + millis * 1_000_000)).isEqualTo(status);
    }

    @Test
    void aKeyThatIsRefusedUsesNothingUpAndOneThatFailsDoes() {
        SimulatedProvider refused =
                provider(KeyTroubles.dies(Duration.ZERO, Fault.UNAUTHORIZED), limit(1));
        SimulatedProvider failing =
                provider(KeyTroubles.dies(Duration.ZERO, Fault.SERVER_ERROR), limit(1));

        assertThat(call(refused, STARTED)).isEqualTo(401);
        assertThat(call(refused, STARTED)).isEqualTo(401);
        assertThat(call(failing, STARTED)).isEqualTo(500);
        assertThat(call(failing, STARTED)).isEqualTo(429);
        assertThat(refused.tally().failed()).isEqualTo(2);
        assertThat(failing.tally().failed()).isEqualTo(1);
    }

    @Test
    void aCallThatIsLetInBeforeTheEndIsAnswered() {
        SimulatedProvider provider =
                provider(KeyTroubles.dies(Duration.ofSeconds(1), Fault.SERVER_ERROR));
        Arrival.Admitted before = (Arrival.Admitted) arrive(provider, STARTED);

        Reply.Whole reply = (Reply.Whole) provider.depart(before, STARTED + 9 * SECOND);

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void whoSharesAKeyLeavesLessOfIt() {
        // 60 a minute refill one a second; somebody else takes one each two seconds.
        SimulatedProvider provider =
                provider(KeyTroubles.sharedWithCallsEvery(Duration.ofSeconds(2)), limit(1));
        int answered = 0;
        for (long second = 1; second <= 60; second++) {
            answered += call(provider, second * SECOND) == 200 ? 1 : 0;
        }

        assertThat(answered).isEqualTo(30);
        assertThat(provider.otherUsers()).isEqualTo(Map.of("key-a", new OtherUser.Standing(31, 0)));
    }

    @Test
    void whoTakesAllOfAKeyIsSeenByTheOtherUsersRefusals() {
        SimulatedProvider provider =
                provider(KeyTroubles.sharedWithCallsEvery(Duration.ofSeconds(2)), limit(1));
        for (long millis = 0; millis <= 10_000; millis += 10) {
            int _ = call(provider, millis * 1_000_000 + 1);
        }

        assertThat(provider.otherUsers().values())
                .singleElement()
                .satisfies(standing -> assertThat(standing.refused()).isPositive());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LIMITS, 600, 1",
        "PAUSES, , 1",
        "NOTHING, , ",
    })
    void aProviderTellsAsMuchAsItIsTo(
            SimulatorConfig.Announces announces, String limit, String retryAfter) {
        SimulatedProvider provider =
                new SimulatedProvider(
                        SimSamples.config(SimSamples.perMinute(600, 1)).withAnnounces(announces),
                        new FaultPlan(),
                        0);
        Arrival.Admitted first = (Arrival.Admitted) arrive(provider, 0);
        Map<String, String> answer = ((Reply.Whole) provider.depart(first, 0)).headers();
        Map<String, String> refusal = ((Arrival.Refused) arrive(provider, 0)).reply().headers();

        assertThat(Optional.ofNullable(answer.get("x-ratelimit-limit-requests")))
                .isEqualTo(Optional.ofNullable(limit));
        assertThat(Optional.ofNullable(refusal.get("x-ratelimit-limit-requests")))
                .isEqualTo(Optional.ofNullable(limit));
        assertThat(Optional.ofNullable(refusal.get("retry-after")))
                .isEqualTo(Optional.ofNullable(retryAfter));
    }

    @Test
    void anotherUserCallsInIntervals() {
        assertThatThrownBy(() -> KeyTroubles.sharedWithCallsEvery(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Limit limit(long burst) {
        return SimSamples.perMinute(60, burst);
    }

    private static SimulatedProvider provider(KeyTroubles troubles, Limit... limits) {
        return new SimulatedProvider(SimSamples.config(troubles, limits), new FaultPlan(), 0);
    }

    /** The status of a call that takes no time. */
    private static int call(SimulatedProvider provider, long now) {
        return switch (arrive(provider, now)) {
            case Arrival.Refused(Reply.Whole reply) -> reply.status();
            case Arrival.Admitted call -> ((Reply.Whole) provider.depart(call, now)).status();
        };
    }

    private static Arrival arrive(SimulatedProvider provider, long now) {
        return provider.arrive(SimSamples.secret("key-a"), SimSamples.BODY.getBytes(UTF_8), now);
    }
}
