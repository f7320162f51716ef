package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorPortTest {

    private static final SimulatorConfig ANYWHERE = SimulatorConfig.of(List.of(), List.of());

    @Test
    void aTakenPortIsSaidAndWhoHasItGoesOn() {
        try (Simulator first = Simulator.start(ANYWHERE)) {
            int port = first.port();

            assertThatThrownBy(() -> Simulator.start(ANYWHERE.onPort(port)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port);
            assertThat(first.port()).isEqualTo(port);
        }
    }
}
