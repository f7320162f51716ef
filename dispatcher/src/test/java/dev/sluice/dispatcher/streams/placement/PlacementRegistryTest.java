package dev.sluice.dispatcher.streams.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementRegistryTest {

    @TempDir private Path stateDir;

    @Test
    void aRegistryThatIsAwayStopsTheTaskAndBuriesNothing() {
        try (Stage stage = new Stage(stateDir)) {
            stage.registry.goAway();
            assertThatThrownBy(() -> stage.arrive(0))
                    .hasRootCauseInstanceOf(RegistryUnavailableException.class);
            assertThat(stage.deadLetters.isEmpty()).isTrue();
        }
    }
}
