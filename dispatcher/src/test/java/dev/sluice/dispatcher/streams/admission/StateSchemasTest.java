package dev.sluice.dispatcher.streams.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.InputDone;
import dev.sluice.dispatcher.state.StoredAge;
import dev.sluice.dispatcher.state.StoredCancel;
import dev.sluice.dispatcher.state.StoredEntry;
import dev.sluice.dispatcher.state.StoredIdempotency;
import dev.sluice.dispatcher.state.StoredPin;
import dev.sluice.dispatcher.state.StoredQueue;
import dev.sluice.dispatcher.state.StoredRemembered;
import dev.sluice.dispatcher.state.StoredRequest;
import dev.sluice.dispatcher.state.StoredSharedBody;
import dev.sluice.dispatcher.state.StoredTotal;
import dev.sluice.dispatcher.state.StoredUse;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an earlier release stored is read by this one. */
class StateSchemasTest {

    private static final List<Class<?>> STORED =
            List.of(
                    InputDone.class,
                    StoredUse.class,
                    StoredRequest.class,
                    StoredQueue.class,
                    StoredEntry.class,
                    StoredIdempotency.class,
                    StoredPin.class,
                    StoredCancel.class,
                    StoredTotal.class,
                    StoredAge.class,
                    StoredSharedBody.class,
                    Attempt.class,
                    InferenceResult.class);

    /**
     * A type whose fingerprint is another than that in the file has changed: the schema that it had
     * goes, in parsing canonical form, into {@code state/former} under the next number, and its new
     * fingerprint into the file. Else a store of the release before cannot be read.
     */
    @Test
    void noStoredTypeChangesWithoutItsFormerSchemaBeingKept() throws IOException {
        assertThat(STORED.stream().map(StateSchemasTest::fingerprints))
                .containsExactlyElementsOf(golden());
    }

    static Stream<Schema> formerResults() {
        return StateCodec.formerSchemas("InferenceResult").stream();
    }

    static Stream<Schema> formerRequests() {
        return StateCodec.formerSchemas("StoredRequest").stream();
    }

    @ParameterizedTest
    @MethodSource("formerResults")
    void aRecordedAnswerOfAnEarlierRelease(Schema former) throws IOException {
        GenericRecord tenant = new GenericData.Record(former.getField("tenant").schema());
        tenant.put("customer", "acme");
        tenant.put("team", "research");
        tenant.put("virtualKey", "demo");
        GenericRecord stored = blank(former);
        stored.put("requestId", "id");
        stored.put("tenant", tenant);
        stored.put("status", symbol(former, "status", "ANSWERED"));
        stored.put("body", ByteBuffer.wrap(new byte[] {1, 2}));
        stored.put("acceptedAt", Samples.NOON.toEpochMilli());
        stored.put("finishedAt", Samples.NOON.plusMillis(7).toEpochMilli());

        InferenceResult read = StateCodec.of(InferenceResult.class).read(written(former, stored));

        assertThat(read.getTenant()).isEqualTo(Samples.TENANT);
        assertThat(read.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(read.getBody()).contains(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(read.getFinishedAt()).isEqualTo(Samples.NOON.plusMillis(7));
        assertThat(read.getReplayOf()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formerRequests")
    void anOpenRequestOfAnEarlierRelease(Schema former) throws IOException {
        GenericRecord phase = new GenericData.Record(phase(former, "StoredRemembered"));
        phase.put("until", Samples.NOON.toEpochMilli());
        GenericRecord stored = blank(former);
        for (String name : List.of("customer", "team", "virtualKey", "model")) {
            stored.put(name, name);
        }
        stored.put("workflow", "w");
        stored.put("acceptedAt", Samples.NOON.toEpochMilli());
        stored.put("deadline", Samples.NOON.plusSeconds(60).toEpochMilli());
        stored.put("phase", phase);
        stored.put("unknowns", List.of());

        StoredRequest read = StateCodec.of(StoredRequest.class).read(written(former, stored));

        assertThat(read.getCustomer()).isEqualTo("customer");
        assertThat(read.getDeadline()).isEqualTo(Samples.NOON.plusSeconds(60));
        assertThat(read.getPhase()).isEqualTo(new StoredRemembered(Samples.NOON));
        RequestState state = RequestForm.state("id", read);
        assertThat(state.facts().echo().workflow()).contains("w");
        assertThat(state.facts().wishes()).isEqualTo(RequestFacts.Wishes.NONE);
        assertThat(state.route()).isEqualTo(Route.DIRECT);
    }

    @ParameterizedTest
    @MethodSource("formerRequests")
    void aNeedOfAnEarlierReleaseKeepsItsTokens(Schema former) throws IOException {
        GenericRecord phase = blank(phase(former, "StoredParked"));
        GenericRecord need = blank(phase.getSchema().getField("need").schema());
        need.put("requests", 1);
        need.put("tokens", 120L);
        need.put("picos", 7L);
        phase.put("need", need);
        GenericRecord stored = blank(former);
        stored.put("phase", phase);

        StoredRequest read = StateCodec.of(StoredRequest.class).read(written(former, stored));

        assertThat(RequestForm.state("id", read).phase())
                .isEqualTo(new Phase.Parked(0, new Need(1, 120, 0, 7)));
    }

    private static Schema phase(Schema former, String name) {
        return former.getField("phase").schema().getTypes().stream()
                .filter(type -> type.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static GenericRecord blank(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            switch (field.schema().getType()) {
                case BOOLEAN -> record.put(field.pos(), false);
                case INT -> record.put(field.pos(), 0);
                case LONG -> record.put(field.pos(), 0L);
                case STRING -> record.put(field.pos(), "");
                case ARRAY -> record.put(field.pos(), List.of());
                default -> {}
            }
        }
        return record;
    }

    private static GenericData.EnumSymbol symbol(Schema schema, String field, String symbol) {
        return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
    }

    private static byte[] written(Schema schema, GenericRecord record) throws IOException {
        ByteBuffer encoded =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    /** Of the present schema, then of those before it, newest last. */
    private static String fingerprints(Class<?> type) {
        StringBuilder line = new StringBuilder(type.getSimpleName());
        line.append(' ').append(fingerprint(SpecificData.get().getSchema(type)));
        StateCodec.formerSchemas(type.getSimpleName())
                .forEach(former -> line.append(" after ").append(fingerprint(former)));
        return line.toString();
    }

    private static String fingerprint(Schema schema) {
        return Long.toHexString(SchemaNormalization.parsingFingerprint64(schema));
    }

    private static List<String> golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        StateSchemasTest.class.getResourceAsStream("/state-schemas.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
