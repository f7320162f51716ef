package dev.sluice.schemas.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.BodyReference;
import dev.sluice.schemas.record.CacheFor;
import dev.sluice.schemas.record.CacheWish;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What of a record is signed: everything that Sluice reads of it, so that nothing can be changed.
 */
class SignedTextTest {

    private static final Signature.Stamp STAMP =
            new Signature.Stamp(Instant.parse("2026-01-01T12:00:00Z"), "0123456789abcdef");
    private static final Set<String> NOT_SIGNED = Set.of("signature", "traceparent");

    private final Map<String, String> headers =
            new TreeMap<>(Map.of("sluice-key", "demo", "sluice-step", "s", "traceparent", "00-1"));

    @ParameterizedTest(name = "{0}={1}: another text {2}")
    @CsvSource({
        "sluice-key, other, true",
        "sluice-step, t, true",
        "sluice-step, '', true",
        "sluice-deadline, 2m, true",
        "sluice-priority, interactive, true",
        "sluice-what-comes-later, x, true",
        "idempotency-key, k, true",
        "traceparent, 00-2, false",
        "sluice-signature, x, false",
        "content-type, x, false",
    })
    void aHeaderThatSluiceReadsIsSigned(String name, String value, boolean another) {
        SignedText before = json("{}").orElseThrow();
        headers.put(name, value);

        assertThat(!json("{}").orElseThrow().equals(before)).isEqualTo(another);
    }

    @Test
    void aHeaderThatIsTakenAwayIsMissed() {
        SignedText before = json("{}").orElseThrow();
        headers.remove("sluice-step");
        assertThat(json("{}")).isNotEqualTo(Optional.of(before));
    }

    @Test
    void eachByteTheTopicTheTimeAndTheNonceAreSigned() {
        ByteBuffer value = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));
        Set<String> texts = new HashSet<>();
        texts.add(json("{}").orElseThrow().text());
        texts.add(json("{} ").orElseThrow().text());
        texts.add(SignedText.ofJson(Topics.CANCELS, value, headers, STAMP).orElseThrow().text());
        Stream.of(
                        new Signature.Stamp(STAMP.at().plusMillis(1), STAMP.nonce()),
                        new Signature.Stamp(STAMP.at(), STAMP.nonce() + "0"))
                .map(stamp -> SignedText.ofJson(Topics.REQUESTS, value, headers, stamp))
                .forEach(text -> texts.add(text.orElseThrow().text()));
        assertThat(texts).hasSize(5);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a line that looks like another header  | sluice-step    | s\\nsluice-workflow:w
                    a name that takes in a part of a value | sluice-step:a  | b
                    a name with a line feed                | sluice-a\\nb   | c
                    """)
    void whatCouldBeReadInTwoWaysIsNotSigned(String what, String name, String value) {
        headers.put(name.replace("\\n", "\n"), value.replace("\\n", "\n"));
        assertThat(json("{}")).as(what).isEmpty();
    }

    static List<Schema.Field> fieldsOfRequests() {
        return InferenceRequest.getClassSchema().getFields();
    }

    /** Whoever adds a field finds it signed; this fails where its kind of value is not known. */
    @ParameterizedTest
    @MethodSource("fieldsOfRequests")
    void everyFieldOfARequestIsSigned(Schema.Field field) {
        InferenceRequest changed = request();
        changed.put(field.pos(), another(field, changed.get(field.pos())));

        assertThat(!avro(changed).equals(avro(request())))
                .isEqualTo(!NOT_SIGNED.contains(field.name()));
    }

    /** A map has no order, and a value that looks like another entry is none. */
    @Test
    void mapsReadTheSameInAnyOrderAndNeverLikeAnother() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");

        assertThat(tagged(one)).isEqualTo(tagged(other));
        assertThat(tagged(one)).isNotEqualTo(tagged(Map.of("a", "1, b=2")));
        assertThat(tagged(one)).isNotEqualTo(tagged(Map.of("a", "1\", \"b\": \"2")));
        assertThat(tagged(Map.of())).isEqualTo(avro(request()));
    }

    private static SignedText tagged(Map<String, String> tags) {
        return avro(InferenceRequest.newBuilder(request()).setTags(tags).build());
    }

    static List<Schema.Field> fieldsOfCancels() {
        return CancelRequest.getClassSchema().getFields();
    }

    @ParameterizedTest
    @MethodSource("fieldsOfCancels")
    void everyFieldOfACancelIsSigned(Schema.Field field) {
        CancelRequest changed = cancel();
        changed.put(field.pos(), another(field, changed.get(field.pos())));

        assertThat(!avro(changed).equals(avro(cancel())))
                .isEqualTo(!NOT_SIGNED.contains(field.name()));
    }

    @Test
    void aRecordInAvroReadsLikeThis() {
        InferenceRequest request =
                InferenceRequest.newBuilder(request())
                        .setPriority(Priority.INTERACTIVE)
                        .setDeadline(Instant.ofEpochMilli(1_767_268_860_000L))
                        .setRepeatable(false)
                        .setSignature(ByteBuffer.allocate(3))
                        .build();
        assertThat(avro(request).text())
                .isEqualTo(
                        """
                        sluice-v1
                        inference.requests
                        1767268800000
                        0123456789abcdef
                        44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
                        deadline:1767268860000
                        priority:INTERACTIVE
                        repeatable:false
                        virtualKey:demo\
                        """);
    }

    @Test
    void whatHasNoBodyIsSignedWithTheHashOfNothing() {
        String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        InferenceRequest elsewhere =
                InferenceRequest.newBuilder(request())
                        .setBody(new Body(new BodyReference(0, 1L)))
                        .build();

        assertThat(avro(cancel()).text()).contains("\n" + nothing + "\n");
        assertThat(avro(elsewhere).text()).contains("\n" + nothing + "\n");
    }

    private Optional<SignedText> json(String value) {
        return SignedText.ofJson(
                Topics.REQUESTS,
                ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)),
                headers,
                STAMP);
    }

    private static SignedText avro(InferenceRequest request) {
        return SignedText.ofAvro(Topics.REQUESTS, request, STAMP).orElseThrow();
    }

    private static SignedText avro(CancelRequest cancel) {
        return SignedText.ofAvro(Topics.CANCELS, cancel, STAMP).orElseThrow();
    }

    private static InferenceRequest request() {
        return InferenceRequest.newBuilder()
                .setVirtualKey("demo")
                .setBody(new Body(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private static CancelRequest cancel() {
        return CancelRequest.newBuilder().setRequestId("t.0.1").setVirtualKey("demo").build();
    }

    private static Object another(Schema.Field field, Object value) {
        Schema schema =
                field.schema().isUnion() ? field.schema().getTypes().getLast() : field.schema();
        return switch (schema.getType()) {
            case STRING -> value + "x";
            case BOOLEAN -> !(Boolean) value;
            case BYTES -> ByteBuffer.wrap(new byte[] {1});
            case LONG -> Instant.ofEpochMilli(1);
            case ENUM ->
                    SpecificData.get()
                            .createEnum(
                                    schema.getEnumSymbols().stream()
                                            .filter(symbol -> !symbol.equals(value.toString()))
                                            .findFirst()
                                            .orElseThrow(),
                                    schema);
            case RECORD ->
                    schema.getName().equals("CacheWish")
                            ? new CacheWish(1L, CacheFor.ANY)
                            : new Body(ByteBuffer.wrap(new byte[] {1}));
            case MAP -> Map.of("team", "red");
            default -> throw new AssertionError("sign " + field + " and say so here");
        };
    }
}
