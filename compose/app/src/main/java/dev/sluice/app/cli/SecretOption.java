package dev.sluice.app.cli;

import dev.sluice.client.wire.Signer;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Where the secret of a virtual key is, for Kafka doors that want signatures: in the environment,
 * since others can read a command line.
 */
final class SecretOption {

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            defaultValue = "SLUICE_SECRET",
            description =
                    "Environment variable with the virtual key's secret; signed where it is set (default: ${DEFAULT-VALUE}).")
    private String name = "SLUICE_SECRET";

    /**
     * @param environment {@code System.getenv()}, or a test's own
     * @throws CommandFailure where the secret is that of another key
     */
    Signer signer(String virtualKey, Map<String, String> environment) {
        String secret = environment.getOrDefault(name, "");
        try {
            return secret.isBlank() ? Signer.none(virtualKey) : Signer.of(virtualKey, secret);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("environment variable " + name + ": " + e.getMessage(), e);
        }
    }
}
