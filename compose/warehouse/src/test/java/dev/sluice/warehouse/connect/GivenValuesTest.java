package dev.sluice.warehouse.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.Test;

class GivenValuesTest {

    @Test
    void connectFindsItAsAService() {
        assertThat(ServiceLoader.load(ConfigProvider.class))
                .anyMatch(found -> found instanceof GivenValues);
    }

    @Test
    void itGivesWhatItWasGiven() {
        try (GivenValues values = new GivenValues()) {
            values.configure(Map.of("A", "1", "B", "2"));

            assertThat(values.get("", Set.of("A")).data()).isEqualTo(Map.of("A", "1"));
            assertThat(values.get("").data()).containsOnlyKeys("A", "B");
        }
    }

    @Test
    void aReferenceToNothingIsAnErrorThatNamesIt() {
        try (GivenValues values = new GivenValues()) {
            assertThatThrownBy(() -> values.get("", Set.of("SLUICE_KAFKA")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("${env:SLUICE_KAFKA}");
        }
    }
}
