package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.LaneStanding;
import dev.sluice.dispatcher.state.ServedUntil;
import dev.sluice.dispatcher.state.StandingLine;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** What an earlier release stored of placement is read by this one. */
class PlacementSchemasTest {

    /**
     * A type whose fingerprint is another has changed: the schema that it had goes, in parsing
     * canonical form, into {@code state/former} under the next number, and its new fingerprint
     * here.
     */
    @Test
    void noStoredTypeChangesWithoutItsFormerSchemaBeingKept() {
        assertThat(Stream.of(StandingLine.class, ServedUntil.class, LaneStanding.class))
                .map(PlacementSchemasTest::fingerprints)
                .containsExactly(
                        "StandingLine 847fd44700da8eb3",
                        "ServedUntil c50478dd414dadcf",
                        "LaneStanding 9a8ef25ce969a1ae");
    }

    @Test
    void aLaneOfAnEarlierReleaseKeepsItsCount() throws IOException {
        Schema former = StateCodec.formerSchemas("LaneStanding").getFirst();
        GenericRecord stored = new GenericData.Record(former);
        stored.put("lane", "a");
        stored.put("modelGroup", "*");
        for (String name :
                List.of("epoch", "number", "upTo", "leases", "leasesSince", "headroomMillis")) {
            stored.put(name, 9L);
        }
        stored.put("upTo", 10L);
        stored.put(
                "condition",
                new GenericData.EnumSymbol(former.getField("condition").schema(), "OPEN"));
        stored.put("heardAt", Samples.NOON.toEpochMilli());
        ByteBuffer encoded =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), former).encode(stored);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);

        Desk desk = new Desk();
        desk.store.put(LineKeys.lane(new LaneGroup("a", "*")), bytes);
        desk.restart();
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("2"));

        assertThat(desk.leased()).containsExactly("1");
        assertThat(desk.work.getFirst().getLease()).isEqualTo(10);
        assertThat(desk.snapshot().report().pools().getFirst().lanes().getFirst().condition())
                .contains(LaneCondition.AVAILABLE);
    }

    private static String fingerprints(Class<?> type) {
        return type.getSimpleName()
                + " "
                + Long.toHexString(
                        SchemaNormalization.parsingFingerprint64(
                                SpecificData.get().getSchema(type)));
    }
}
