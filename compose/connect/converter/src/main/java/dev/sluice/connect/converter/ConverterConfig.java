package dev.sluice.connect.converter;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the converter, each with {@code value.converter.} in front in a connector.
 *
 * @param schemas where schemas are looked up by their ids
 */
record ConverterConfig(Schemas schemas, Shape shape) {

    static final String BOOTSTRAP = "schemas.bootstrap.servers";
    static final String REGISTRY = "schema.registry.url";
    static final String SHAPE = "shape";

    static final ConfigDef DEFINITION =
            new ConfigDef()
                    .define(
                            BOOTSTRAP,
                            ConfigDef.Type.STRING,
                            "",
                            Importance.HIGH,
                            "Kafka whose topic sluice.schemas holds the schemas.")
                    .define(
                            REGISTRY,
                            ConfigDef.Type.STRING,
                            "",
                            Importance.HIGH,
                            "A Confluent-compatible schema registry, instead of that topic.")
                    .define(
                            SHAPE,
                            ConfigDef.Type.STRING,
                            Shape.COLUMNS.text(),
                            ConfigDef.ValidString.in(Shape.COLUMNS.text(), Shape.AVRO.text()),
                            Importance.MEDIUM,
                            "columns: flat, snake_case, lists as JSON text, as tables want it; avro: as the schema says.");

    /** Where schemas come from. */
    sealed interface Schemas {
        /** The cluster's own topic. */
        record Topic(String bootstrapServers) implements Schemas {}

        /** A Confluent-compatible registry. */
        record Registry(URI url) implements Schemas {}
    }

    /** What a record becomes. */
    enum Shape {
        /** Names of nested fields are joined by `_`, lists and maps are JSON text. */
        COLUMNS,
        /** Structs, arrays and maps, named as in the schema. */
        AVRO;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @throws ConfigException where a setting is wrong, or not exactly one place of schemas is
     *     named
     */
    static ConverterConfig of(Map<String, ?> settings) {
        AbstractConfig given = new AbstractConfig(DEFINITION, settings, false);
        Optional<String> bootstrap = text(given, BOOTSTRAP);
        Optional<String> registry = text(given, REGISTRY);
        if (bootstrap.isPresent() == registry.isPresent()) {
            throw new ConfigException(
                    "the Avro converter needs value.converter."
                            + BOOTSTRAP
                            + " (schemas in the topic sluice.schemas) or value.converter."
                            + REGISTRY
                            + ", and not both");
        }
        Schemas schemas =
                bootstrap
                        .<Schemas>map(Schemas.Topic::new)
                        .orElseGet(() -> new Schemas.Registry(url(registry.orElseThrow())));
        String shape = given.getString(SHAPE);
        return new ConverterConfig(
                schemas,
                Arrays.stream(Shape.values())
                        .filter(each -> each.text().equals(shape))
                        .findAny()
                        .orElseThrow());
    }

    private static Optional<String> text(AbstractConfig given, String name) {
        return Optional.of(given.getString(name)).filter(value -> !value.isBlank());
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(REGISTRY, text, "is not a URL: " + e.getMessage());
        }
        throw new ConfigException(REGISTRY, text, "is not a URL such as http://registry:8081");
    }
}
