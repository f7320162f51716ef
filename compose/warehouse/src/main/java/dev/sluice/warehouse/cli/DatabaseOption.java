package dev.sluice.warehouse.cli;

import dev.sluice.app.cli.CommandFailure;
import dev.sluice.warehouse.postgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which PostgreSQL a command talks to. */
final class DatabaseOption {

    private static final String USER_PROPERTY = "user.name";

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL that runs already, such as jdbc:postgresql://db:5432/warehouse (default: one in the folder of --data).")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--jdbc-user",
            paramLabel = "NAME",
            description = "Its user (default: yours on this machine).")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--jdbc-password-file",
            paramLabel = "FILE",
            description = "File whose first line is that user's password.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".sluice/warehouse",
            description = "Where PostgreSQL keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".sluice/warehouse");

    Path data() {
        return data;
    }

    /** The one that was named; empty: our own. */
    Optional<Database> given() {
        if (url.isEmpty() && (user.isPresent() || passwordFile.isPresent())) {
            throw new CommandFailure("--jdbc-user and --jdbc-password-file need --jdbc-url");
        }
        return url.map(named ->
                new Database(
                        named,
                        user.orElseGet(() -> System.getProperty(USER_PROPERTY, "postgres")),
                        passwordFile.map(DatabaseOption::password)));
    }

    private static String password(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .filter(line -> !line.isBlank())
                    .orElseThrow(() ->
                            new CommandFailure("the password file %s is empty".formatted(file)));
        } catch (IOException e) {
            throw new CommandFailure("cannot read the password file %s: %s".formatted(file, e), e);
        }
    }
}
