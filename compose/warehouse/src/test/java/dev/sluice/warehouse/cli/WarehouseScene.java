package dev.sluice.warehouse.cli;

import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ledger in Kafka, a PostgreSQL beside it, and the commands between them. */
final class WarehouseScene implements AutoCloseable {

    /** Long enough for a host that has much else to do. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final FilledLedger ledger;
    private final int port;
    private PostgresServer postgres;

    private WarehouseScene(Path folder) {
        this.folder = folder;
        this.postgres = PostgresServer.start(folder.resolve("postgres"), "127.0.0.1", 0);
        this.port =
                Integer.parseInt(
                        postgres.database().conninfo().replaceAll(".*port=(\\d+).*", "$1"));
        try {
            this.ledger = FilledLedger.start(folder.resolve("kafka"));
        } catch (RuntimeException | Error e) {
            postgres.close();
            throw e;
        }
    }

    static WarehouseScene start(Path folder) {
        return new WarehouseScene(folder);
    }

    FilledLedger ledger() {
        return ledger;
    }

    Database database() {
        return postgres.database();
    }

    void stopPostgres() {
        postgres.close();
    }

    /** Again, where it was. */
    void startPostgres() {
        postgres = PostgresServer.start(folder.resolve("postgres"), "127.0.0.1", port);
    }

    /** One more database on the same server, empty. */
    Database another(String name) {
        Sql.run(database(), "CREATE DATABASE " + name);
        return new Database(
                database().url().replaceFirst("/[a-z]+$", "/" + name),
                database().user(),
                database().password());
    }

    WarehouseProcess up(Database target) throws IOException {
        return WarehouseProcess.start(folder, upArguments(target));
    }

    /** {@code up} in this process: it is expected to end by itself. */
    Ran ranUp(Database target) {
        return Ran.of(upArguments(target).toArray(String[]::new));
    }

    Ran check(Database target) {
        return check(target, PATIENCE.toSeconds());
    }

    Ran check(Database target, long waitSeconds) {
        List<String> arguments = new ArrayList<>(List.of("warehouse", "check"));
        arguments.addAll(where(target));
        arguments.addAll(List.of("--wait", waitSeconds + "s"));
        return Ran.of(arguments.toArray(String[]::new));
    }

    /** Entries in the first warehouse. */
    long rows() {
        boolean there =
                Sql.one(database(), "SELECT to_regclass('ledger_entries') IS NOT NULL").equals("t");
        return there
                ? Long.parseLong(Sql.one(database(), "SELECT count(*) FROM ledger_entries"))
                : 0;
    }

    @Override
    public void close() {
        ledger.close();
        postgres.close();
    }

    List<String> upArguments(Database target) {
        List<String> arguments = new ArrayList<>(List.of("warehouse", "up"));
        arguments.addAll(where(target));
        arguments.addAll(List.of("--data", folder.resolve("data").toString(), "--port", "0"));
        return arguments;
    }

    private List<String> where(Database target) {
        return List.of(
                "--kafka",
                ledger.bootstrapServers(),
                "--jdbc-url",
                target.url(),
                "--jdbc-user",
                target.user(),
                "--jdbc-password-file",
                passwordFile(target).toString());
    }

    private Path passwordFile(Database target) {
        try {
            return Files.writeString(
                    folder.resolve("secret"), target.password().orElseThrow() + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
