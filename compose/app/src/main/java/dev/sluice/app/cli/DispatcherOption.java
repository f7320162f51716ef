package dev.sluice.app.cli;

import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** Which dispatchers are asked. */
final class DispatcherOption {

    @Option(
            names = "--dispatcher",
            paramLabel = "URL",
            split = ",",
            defaultValue = "http://127.0.0.1:8082",
            description =
                    "Health ports of all dispatchers, with commas between them (default: ${DEFAULT-VALUE}, where `sluice up` listens).")
    List<URI> all = List.of();
}
