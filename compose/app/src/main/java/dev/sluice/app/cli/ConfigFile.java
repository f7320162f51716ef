package dev.sluice.app.cli;

import dev.sluice.config.secret.SecretCheck;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.secret.SigningCheck;
import dev.sluice.config.yaml.ConfigError;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code sluice.yaml}: all of it is right, secrets included, or the command ends with every
 * error.
 */
final class ConfigFile {

    private ConfigFile() {}

    /**
     * @param warnings where what works but should not stay is said
     * @throws CommandFailure where the file cannot be read, or anything in it is wrong
     */
    static ParsedConfig.Valid read(Path file, SecretResolver secrets, PrintWriter warnings) {
        return read(file, secrets, EnumSet.allOf(LocatedSecret.Use.class), warnings);
    }

    /**
     * @param uses the secrets that this command needs: those of others need not be here
     * @param warnings where what works but should not stay is said
     * @throws CommandFailure where the file cannot be read, or anything in it is wrong
     */
    static ParsedConfig.Valid read(
            Path file, SecretResolver secrets, Set<LocatedSecret.Use> uses, PrintWriter warnings) {
        return check(ConfigParser.parse(text(file), file.toString()), secrets, uses, warnings);
    }

    /** The same for a configuration that comes with the program. */
    static ParsedConfig.Valid check(
            ParsedConfig parsed, SecretResolver secrets, PrintWriter warnings) {
        return check(parsed, secrets, EnumSet.allOf(LocatedSecret.Use.class), warnings);
    }

    private static ParsedConfig.Valid check(
            ParsedConfig parsed,
            SecretResolver secrets,
            Set<LocatedSecret.Use> uses,
            PrintWriter warnings) {
        return switch (parsed) {
            case ParsedConfig.Invalid invalid -> throw new CommandFailure(invalid.report());
            case ParsedConfig.Valid valid -> {
                List<ConfigError> wrong =
                        new ArrayList<>(SecretCheck.unresolved(valid, secrets, uses));
                if (uses.contains(LocatedSecret.Use.SIGNING_ROOT)) {
                    SigningCheck.unopened(valid, secrets).ifPresent(wrong::add);
                }
                if (!wrong.isEmpty()) {
                    throw new CommandFailure(lines(wrong, valid.source()));
                }
                valid.warnings()
                        .forEach(warning ->
                                warnings.println("warning: " + warning.in(valid.source())));
                warnings.flush();
                yield valid;
            }
        };
    }

    private static String lines(List<ConfigError> errors, String source) {
        return errors.stream()
                .map(error -> error.in(source))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /**
     * @throws CommandFailure where the file cannot be read
     */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read the configuration %s: %s; name another with --config FILE"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }
}
