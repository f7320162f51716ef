package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StandingPlace;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Priority;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the release before left in the store, byte for byte as it wrote it. */
class FormerLineTest {

    private static final String FORMER_PREFIXES = "pabd";

    private final Desk desk = new Desk();
    private long arrivals;

    @BeforeEach
    void leaveThreeWaiting() throws IOException {
        leave("late", "m", List.of(), 30);
        leave("soon", "m", List.of("a", "b"), 20);
        leave("n", "n", List.of(), 10);
        desk.restart();
    }

    private void leave(String id, String model, List<String> excluded, long deadlineSecond)
            throws IOException {
        Attempt attempt =
                Desk.attemptOf("acme", "demo", id)
                        .setModel(model)
                        .setExcludedLanes(excluded)
                        .setPriority(Priority.STANDARD)
                        .setDeadline(desk.now.plusSeconds(deadlineSecond))
                        .build();
        long deadline = attempt.getDeadline().toEpochMilli();
        KeyWriter place =
                new KeyWriter('p').text("sim").text("STANDARD").text(model).number(excluded.size());
        excluded.forEach(place::text);
        place.text("acme").number(deadline).number(arrivals++).text(id).number(1);
        desk.store.put(place.bytes(), new byte[0]);
        desk.store.put(
                new KeyWriter('a').text(id).number(1).bytes(),
                StateCodec.of(StandingPlace.class)
                        .write(new StandingPlace(ByteBuffer.wrap(place.bytes()))));
        desk.store.put(new KeyWriter('b').text(id).number(1).bytes(), asWrittenBefore(attempt));
        desk.store.put(new KeyWriter('d').number(deadline).text(id).number(1).bytes(), new byte[0]);
    }

    /** With the schema that attempts had, which knew neither retries nor affinity. */
    private static byte[] asWrittenBefore(Attempt attempt) throws IOException {
        Schema former = StateCodec.formerSchemas("Attempt").getFirst();
        GenericRecord body = new GenericData.Record(former.getField("body").schema());
        body.put("content", attempt.getBody().getContent());
        GenericRecord tenant = new GenericData.Record(former.getField("tenant").schema());
        tenant.put("customer", attempt.getTenant().getCustomer());
        tenant.put("team", attempt.getTenant().getTeam());
        tenant.put("virtualKey", attempt.getTenant().getVirtualKey());
        GenericRecord reservation = new GenericData.Record(former.getField("reservation").schema());
        reservation.put("picos", attempt.getReservation().getPicos());
        reservation.put("priceId", attempt.getReservation().getPriceId());
        GenericRecord record = new GenericData.Record(former);
        for (Schema.Field field : former.getFields()) {
            Object value = attempt.get(field.name());
            record.put(
                    field.pos(),
                    value instanceof java.time.Instant time ? time.toEpochMilli() : value);
        }
        record.put("body", body);
        record.put("tenant", tenant);
        record.put("reservation", reservation);
        record.put(
                "priority",
                new GenericData.EnumSymbol(
                        former.getField("priority").schema(), attempt.getPriority().name()));
        ByteBuffer encoded =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), former).encode(record);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private long formerEntries() {
        return FORMER_PREFIXES.chars().mapToLong(prefix -> desk.store.count((char) prefix)).sum();
    }

    @Test
    void whatWaitedIsMovedWithTheTicksAndLeasedInItsOrder() {
        desk.tick();
        assertThat(formerEntries()).isZero();
        assertThat(desk.store.count('q')).isEqualTo(3);
        desk.announce("c", 9);
        assertThat(desk.leased()).containsExactly("n", "soon", "late");
        assertThat(desk.work.getLast().getAttempt().getTenant().getVirtualKey()).isEqualTo("demo");
        assertThat(desk.work.getFirst().getAttempt().getRetry()).isFalse();
    }

    @Test
    void aTickMovesAFewAndARestartGoesOn() {
        desk.tick(1);
        assertThat(desk.store.count('q')).isEqualTo(1);
        assertThat(desk.store.count('p')).isEqualTo(2);
        desk.restart();
        desk.tick();
        assertThat(formerEntries()).isZero();
        assertThat(desk.snapshot().report().pools().getFirst().waiting()).isEqualTo(3);
    }

    @Test
    void oneThatIsWithdrawnBeforeItWasMovedEnds() {
        desk.withdraw("soon");
        assertThat(desk.ends).hasSize(1);
        assertThat(desk.ends.getFirst().getRequestId()).isEqualTo("soon");
        assertThat(desk.ends.getFirst().getNotCalled()).contains(NotCalledReason.WITHDRAWN);
        desk.tick();
        desk.announce("c", 9);
        assertThat(desk.leased()).containsExactly("n", "late");
    }

    @Test
    void oneThatComesAgainBeforeItWasMovedIsNotTakenTwice() {
        desk.arrive(Desk.attempt("soon"));
        desk.tick();
        desk.announce("c", 9);
        assertThat(desk.leased()).containsExactly("n", "soon", "late");
    }

    @Test
    void oneThatNoLaneServesAnyMoreEnds() {
        desk.restartWith(Desk.LANES.subList(0, 2));
        desk.tick();
        assertThat(desk.ends)
                .extracting(end -> end.getRequestId() + " " + end.getNotCalled().orElseThrow())
                .containsExactlyInAnyOrder("n LANE_GONE", "soon LANE_GONE");
        assertThat(desk.store.count('q')).isEqualTo(1);
    }

    @Test
    void oneWhoseDeadlineHasPassedMeanwhileEnds() {
        desk.pass(java.time.Duration.ofSeconds(25));
        desk.tick();
        assertThat(desk.ends)
                .extracting(end -> end.getRequestId() + " " + end.getNotCalled().orElseThrow())
                .containsExactlyInAnyOrder("n EXPIRED", "soon EXPIRED");
    }
}
