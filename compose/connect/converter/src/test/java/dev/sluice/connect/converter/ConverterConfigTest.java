package dev.sluice.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connect.converter.ConverterConfig.Schemas;
import dev.sluice.connect.converter.ConverterConfig.Shape;
import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ConverterConfigTest {

    @Test
    void schemasComeFromTheTopicAndTheShapeIsColumnsByDefault() {
        assertThat(ConverterConfig.of(Map.of("schemas.bootstrap.servers", "k1:9092,k2:9092")))
                .isEqualTo(
                        new ConverterConfig(new Schemas.Topic("k1:9092,k2:9092"), Shape.COLUMNS));
    }

    @Test
    void schemasComeFromARegistryWhereOneIsNamed() {
        assertThat(
                        ConverterConfig.of(
                                Map.of("schema.registry.url", "http://r:8081", "shape", "avro")))
                .isEqualTo(
                        new ConverterConfig(
                                new Schemas.Registry(URI.create("http://r:8081")), Shape.AVRO));
    }

    @Test
    void neitherOrBothIsAnErrorThatNamesTheSettings() {
        assertThatThrownBy(() -> ConverterConfig.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "value.converter.schemas.bootstrap.servers",
                        "value.converter.schema.registry.url");
        assertThatThrownBy(() ->
                        ConverterConfig.of(
                                Map.of(
                                        "schemas.bootstrap.servers",
                                        "k:9092",
                                        "schema.registry.url",
                                        "http://r:8081")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not both");
    }

    @Test
    void anUnknownShapeOrWhatIsNoUrlIsAnError() {
        assertThatThrownBy(() ->
                        ConverterConfig.of(
                                Map.of("schemas.bootstrap.servers", "k:9092", "shape", "flat")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("shape");
        assertThatThrownBy(() -> ConverterConfig.of(Map.of("schema.registry.url", "registry")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http://registry:8081");
        assertThatThrownBy(() -> ConverterConfig.of(Map.of("schema.registry.url", "http://a b")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is not a URL");
    }
}
