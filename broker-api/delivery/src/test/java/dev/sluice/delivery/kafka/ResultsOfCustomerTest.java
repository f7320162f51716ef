package dev.sluice.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.delivery.Parcel;
import dev.sluice.delivery.ResultLine;
import dev.sluice.delivery.Route;
import dev.sluice.delivery.SourcePosition;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.ResultSamples;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultsOfCustomerTest {

    private static final InferenceResult OWN = ResultSamples.answered("{}").build();

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();

    @BeforeEach
    void registerResults() {
        registry.register(Topics.RESULTS.subject(), Topics.RESULTS.schema());
    }

    @Test
    void aResultBecomesALineFromWhereItStands() {
        Parcel parcel = parcel(ResultsTopic.Format.JSON, "acme", encoded(OWN)).orElseThrow();

        assertThat(parcel.copy().value()).isEqualTo(ResultSamples.bytes(ResultLine.json(OWN)));
        assertThat(parcel.from()).isEqualTo(new SourcePosition("inference.results", 2, 17));
    }

    @Test
    void orAvroInTheWireFormat() {
        Parcel parcel = parcel(ResultsTopic.Format.AVRO, "acme", encoded(OWN)).orElseThrow();

        assertThat(AvroWire.of(Topics.RESULTS, registry).decode(parcel.copy().value().array()))
                .isEqualTo(OWN);
    }

    @ParameterizedTest
    @EnumSource(ResultsTopic.Format.class)
    void whatIsAnothersOrNobodysIsNot(ResultsTopic.Format format) {
        InferenceResult others =
                ResultSamples.answered("{}").setTenant(new Tenant("globex", "t", "k")).build();

        assertThat(parcel(format, "globex", encoded(others))).isEmpty();
        assertThat(parcel(format, null, encoded(OWN))).isEmpty();
        assertThat(parcel(format, "acme", null)).isEmpty();
        assertThat(parcel(format, "acme", encoded(others))).isEmpty();
        assertThat(parcel(format, "globex", encoded(OWN))).isEmpty();
        assertThat(parcel(format, "acme", bytes("not avro"))).isEmpty();
    }

    private byte[] encoded(InferenceResult result) {
        return AvroWire.of(Topics.RESULTS, registry).encode(result);
    }

    private Optional<Parcel> parcel(
            ResultsTopic.Format format, @Nullable String key, byte @Nullable [] value) {
        Route route = new Route("acme", 2, new ResultsTopic("out.acme", format));
        return ResultsOfCustomer.of(route, registry)
                .parcel(
                        new ConsumerRecord<>(
                                "inference.results",
                                2,
                                17,
                                key == null ? null : bytes(key),
                                value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
