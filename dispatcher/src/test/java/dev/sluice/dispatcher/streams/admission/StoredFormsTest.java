package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Standing;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredIdempotency;
import dev.sluice.dispatcher.state.StoredQueue;
import dev.sluice.dispatcher.state.StoredRequest;
import dev.sluice.dispatcher.state.StoredUse;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored is read as it was, whatever phase or optional field. */
class StoredFormsTest {

    private static final Instant NOON = Samples.NOON;
    private static final Need NEED = new Need(1, 100, 20, 7_000_000_000L);
    private static final Hold HOLD =
            new Hold(
                    List.of(
                            new Hold.HeldSlot(LimitPath.parse("acme/t/k requests/1m"), 29_000_000),
                            new Hold.HeldSlot(
                                    LimitPath.parse("acme usd/1M@Europe/Berlin"), 1_767_222_000),
                            new Hold.HeldSlot(LimitPath.parse("acme concurrent"), 3)),
                    NEED);

    static Stream<Phase> phases() {
        return Stream.of(
                new Phase.Parked(17, NEED),
                new Phase.Joined(AnswerKey.Bond.IDEMPOTENCY, 1),
                new Phase.Joined(AnswerKey.Bond.CACHE, 0),
                new Phase.InFlight(2, HOLD, "sim"),
                new Phase.Withdrawing(2, HOLD),
                new Phase.Delayed(NOON.plusMillis(3), HOLD),
                new Phase.DelayedAnew(NOON.plusMillis(4), new Need(0, 5, 0, 6)),
                new Phase.Draining(3, new Hold(List.of(), NEED)),
                new Phase.Remembered(NOON));
    }

    private static RequestState stored(RequestState state) {
        StateCodec<StoredRequest> codec = StateCodec.of(StoredRequest.class);
        byte[] bytes = codec.write(RequestForm.stored(state));
        return RequestForm.state(state.facts().requestId(), codec.read(bytes));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void aRequestInEveryPhase(Phase phase) {
        RequestState state =
                new RequestState(
                        new RequestFacts(
                                "id",
                                Samples.TENANT,
                                "gpt-4o-mini",
                                NOON,
                                NOON.plusSeconds(60),
                                RequestFacts.Calls.REPEATABLE,
                                OnLimit.PARK,
                                Optional.empty(),
                                RequestFacts.Echo.NONE),
                        new RequestState.Tally(3, 2, 99),
                        phase,
                        List.of(new RequestState.UnknownAttempt(1, HOLD)),
                        Route.DIRECT
                                .to("b", "model_gone")
                                .to("c", "why")
                                .without("sim/a")
                                .with(new Route.Chain("spare", List.of("d", "e"))));
        assertThat(stored(state)).isEqualTo(state);
    }

    @Test
    void aRequestWithEverythingThatIsOptional() {
        RequestFacts facts =
                new RequestFacts(
                        "id",
                        Samples.TENANT,
                        "gpt-4o-mini",
                        NOON,
                        NOON.plusSeconds(60),
                        RequestFacts.Calls.ONCE,
                        OnLimit.REJECT,
                        Optional.of(new RequestFacts.Claim("k/é", "hash")),
                        new RequestFacts.Echo(
                                Optional.of("c"),
                                Optional.of("w"),
                                Optional.of("s"),
                                Optional.of("tp"),
                                Optional.of(Samples.requestId(3))),
                        new RequestFacts.Wishes(
                                Fallback.ALLOWED,
                                OnUnreachable.REFUSE,
                                RequestFacts.Wishes.Pinning.WORKFLOW,
                                Optional.of(
                                        new RequestFacts.Caching("00ff", Duration.ofHours(1)))));
        RequestState state = RequestState.fresh(facts, new Phase.Remembered(NOON));
        assertThat(stored(state)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aQueue(boolean timed) {
        Optional<Instant> at = timed ? Optional.of(NOON.plusMillis(5)) : Optional.empty();
        KeyQueue queue =
                new KeyQueue(
                        "k", 3, 9, 4, new KeyQueue.Wait(LimitPath.parse("acme usd/1d"), 5, at));
        StateCodec<StoredQueue> queues = StateCodec.of(StoredQueue.class);
        assertThat(ClaimForm.queue("k", queues.read(queues.write(ClaimForm.stored(queue)))))
                .isEqualTo(queue);
    }

    static Stream<Standing> standings() {
        return Stream.of(
                new Standing.Open("id"),
                new Standing.Vacant(NOON),
                new Standing.Answered("id", NOON, NOON.plusSeconds(9)));
    }

    @ParameterizedTest
    @MethodSource("standings")
    void aKeyOfAnAnswer(Standing standing) {
        StateCodec<StoredIdempotency> claims = StateCodec.of(StoredIdempotency.class);
        AnswerRecord record = new AnswerRecord(standing, "hash", List.of());
        AnswerRecord joined =
                record.with(new AnswerRecord.Joiner("a", NOON))
                        .with(new AnswerRecord.Joiner("b", NOON.plusMillis(1)));
        for (AnswerRecord each : List.of(record, joined)) {
            assertThat(ClaimForm.record(claims.read(claims.write(ClaimForm.stored(each)))))
                    .isEqualTo(each);
        }
    }

    @Test
    void anAnswerOfAnEarlierReleaseWasGivenSevenDaysBeforeItGoes() {
        StoredIdempotency stored =
                StoredIdempotency.newBuilder()
                        .setRequestId("id")
                        .setBodyHash("hash")
                        .setAnsweredUntil(NOON)
                        .build();
        assertThat(ClaimForm.record(stored).standing())
                .isEqualTo(new Standing.Answered("id", NOON.minus(AnswerRecord.KEPT), NOON));
    }

    @Test
    void aUseWithAmountsInSomeSlots() {
        long[] ring = new long[LimitUse.NONE.ring().length];
        ring[0] = 5;
        ring[ring.length - 1] = Long.MAX_VALUE / 4;
        LimitUse use = LimitUse.of(1_000_000, ring, 12, 1_700_000_000_000L, 250);
        StateCodec<StoredUse> codec = StateCodec.of(StoredUse.class);
        assertThat(HoldForm.use(codec.read(codec.write(HoldForm.stored(use))))).isEqualTo(use);
        LimitUse ofCalendar = LimitUse.of(NOON.getEpochSecond(), new long[] {7}, 3);
        assertThat(HoldForm.use(codec.read(codec.write(HoldForm.stored(ofCalendar)))))
                .isEqualTo(ofCalendar);
    }
}
