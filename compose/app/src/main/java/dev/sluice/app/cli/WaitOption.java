package dev.sluice.app.cli;

import dev.sluice.app.kafka.Patience;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits for a cluster that is only coming up. */
final class WaitOption {

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = TimeSpan.class,
            description =
                    "Wait so long for Kafka and the registry if they are not there yet, such as 60s (default: ${DEFAULT-VALUE}).")
    Duration max = Duration.ZERO;

    /** Its time runs from now. */
    Patience begin() {
        return Patience.upTo(max);
    }
}
