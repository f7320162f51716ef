package dev.sluice.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connect.converter.ConverterConfig.Shape;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroConverterTest {

    private static final Schema TEXT = Encoded.recordWith("\"string\"");

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final AvroConverter converter = new AvroConverter(registry, Shape.COLUMNS);

    @Test
    void connectFindsItAsAService() {
        assertThat(ServiceLoader.load(Converter.class))
                .anyMatch(found -> found instanceof AvroConverter);
    }

    @Test
    void aTombstoneStaysOne() {
        SchemaAndValue tombstone = converter.toConnectData("t", null);

        assertThat(tombstone).isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void eachRecordIsReadWithTheSchemaThatWroteIt() {
        Schema newer =
                Encoded.schema(
                        "{\"name\":\"f\",\"type\":\"string\"},{\"name\":\"addedLater\",\"type\":[\"null\",\"int\"],\"default\":null}");
        int oldId = registry.register("t-value", TEXT);
        int newId = registry.register("t-value", newer);

        SchemaAndValue old =
                converter.toConnectData("t", Encoded.bytes(oldId, Encoded.record(TEXT, "a")));
        SchemaAndValue young =
                converter.toConnectData("t", Encoded.bytes(newId, Encoded.record(newer, "b")));

        assertThat(old.schema().fields()).hasSize(1);
        assertThat(young.schema().field("added_later")).isNotNull();
        assertThat(((Struct) young.value()).get("f")).isEqualTo("b");
    }

    @Test
    void recordsOfOneSchemaShareOneConnectSchema() {
        int id = registry.register("t-value", TEXT);

        SchemaAndValue one =
                converter.toConnectData("t", Encoded.bytes(id, Encoded.record(TEXT, "a")));
        SchemaAndValue two =
                converter.toConnectData("t", Encoded.bytes(id, Encoded.record(TEXT, "b")));

        assertThat(two.schema()).isSameAs(one.schema());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":1}", "\u0000abc"})
    void whatIsNotTheWireFormatIsToldWithItsTopic(String text) {
        assertThatThrownBy(() ->
                        converter.toConnectData(
                                "ledger.entries",
                                text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ledger.entries")
                .hasMessageContaining("Confluent's wire format");
    }

    @Test
    void bytesThatEndTooEarlyAreAnErrorThatNamesTheSchema() {
        int id = registry.register("t-value", TEXT);
        byte[] whole = Encoded.bytes(id, Encoded.record(TEXT, "a long text"));

        assertThatThrownBy(() -> converter.toConnectData("t", java.util.Arrays.copyOf(whole, 8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("with its schema " + id);
    }

    @Test
    void aSchemaThatNobodyRegisteredIsAnError() {
        assertThatThrownBy(() ->
                        converter.toConnectData("t", Encoded.bytes(77, Encoded.record(TEXT, "a"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("names schema 77, which nobody registered");
    }

    @Test
    void aRegistryThatIsAwayIsAskedAgainLater() {
        try (AvroConverter away = new AvroConverter()) {
            away.configure(Map.of("schema.registry.url", "http://127.0.0.1:1"), false);

            assertThatThrownBy(() ->
                            away.toConnectData("t", Encoded.bytes(1, Encoded.record(TEXT, "a"))))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    @Test
    void withoutSettingsItSaysSo() {
        try (AvroConverter fresh = new AvroConverter()) {
            assertThatThrownBy(() ->
                            fresh.toConnectData("t", Encoded.bytes(1, Encoded.record(TEXT, "a"))))
                    .hasMessageContaining("not configured");
        }
    }

    @Test
    void itDoesNotWriteAndSaysWhatItIsFor() {
        assertThatThrownBy(() ->
                        converter.fromConnectData(
                                "t", org.apache.kafka.connect.data.Schema.STRING_SCHEMA, "a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("only reads")
                .hasMessageContaining("value.converter of a sink");
    }
}
