package dev.sluice.connect.converter;

import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent's wire format to Kafka Connect's data, for sinks. Schemas come from the topic
 * {@code sluice.schemas} of the cluster, or from any Confluent-compatible registry; see {@code
 * schemas.bootstrap.servers} and {@code schema.registry.url}. With {@code shape=columns}, the
 * default, a record is flat and named as a table's columns are.
 *
 * <p>Writing is not supported: Sluice's topics are written by Sluice. Owned by the task's thread.
 */
public final class AvroConverter implements Converter, Versioned {

    private Optional<RecordReader> reader = Optional.empty();

    /** As Connect makes it; {@link #configure} comes next. */
    public AvroConverter() {}

    /** With a registry that is there already, instead of {@link #configure}. */
    AvroConverter(SchemaRegistry registry, ConverterConfig.Shape shape) {
        this.reader = Optional.of(new RecordReader(SchemaSource.of(registry), shape));
    }

    @Override
    public String version() {
        return Optional.ofNullable(AvroConverter.class.getPackage().getImplementationVersion())
                .orElse("unversioned");
    }

    @Override
    public ConfigDef config() {
        return ConverterConfig.DEFINITION;
    }

    /**
     * @throws org.apache.kafka.common.config.ConfigException where a setting is wrong; nothing is
     *     connected to before the first record
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        ConverterConfig config = ConverterConfig.of(configs);
        reader =
                Optional.of(
                        new RecordReader(SchemaSource.opened(config.schemas()), config.shape()));
    }

    /**
     * A tombstone (null) stays one.
     *
     * @throws DataException where the bytes are no such record; the message says which topic and
     *     why
     * @throws org.apache.kafka.connect.errors.RetriableException where the schema cannot be looked
     *     up now
     */
    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        return reader.orElseThrow(() -> new DataException("the Avro converter is not configured"))
                .read(topic, value);
    }

    /**
     * @throws DataException always
     */
    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new DataException(
                "the converter %s only reads: it cannot write to the topic %s. Use it as the value.converter of a sink"
                        .formatted(AvroConverter.class.getName(), topic));
    }

    @Override
    public void close() {
        reader.ifPresent(RecordReader::close);
        reader = Optional.empty();
    }
}
