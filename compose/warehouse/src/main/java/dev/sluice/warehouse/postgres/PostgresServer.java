package dev.sluice.warehouse.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL of our own, durable in a folder, with a password. It is a process beside this one: a
 * killed Sluice leaves it running, and the next start on the folder stops it first. Started and
 * closed by one thread.
 */
public final class PostgresServer implements AutoCloseable {

    static final String USER = "sluice";
    static final String DATABASE = "warehouse";

    /** Line of {@code postmaster.pid} that holds the port, counted from 0. */
    private static final int PORT_LINE = 3;

    private static final String START_SECONDS = "60";

    private final WarehouseFolder folder;
    private final PostgresPrograms programs;
    private final Database database;
    private final Path passFile;

    private PostgresServer(
            WarehouseFolder folder, PostgresPrograms programs, Database database, Path passFile) {
        this.folder = folder;
        this.programs = programs;
        this.database = database;
        this.passFile = passFile;
    }

    /**
     * Starts on the folder, making what is not there, and returns when it answers.
     *
     * @param host address to listen on
     * @param port 0 takes any free port
     * @throws WarehouseException where the folder or the port is taken, or PostgreSQL does not run
     *     here; the message says why
     */
    public static PostgresServer start(Path folder, String host, int port) {
        WarehouseFolder opened = WarehouseFolder.open(folder.toAbsolutePath().normalize());
        try {
            return start(opened, host, port);
        } catch (IOException e) {
            opened.close();
            throw new WarehouseException(
                    "PostgreSQL cannot be started in %s: %s".formatted(folder, e.getMessage()), e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Why none can be started on this machine, whatever the folder: there are no programs for it,
     * or it is root's process and may not become another. Empty where nothing is known to stand in
     * the way.
     */
    public static Optional<String> obstacle() {
        try {
            PostgresBinaries.probe();
            PostgresPrograms.in(Path.of(""));
            return Optional.empty();
        } catch (WarehouseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The one that another process started on the folder.
     *
     * @throws WarehouseException where there is none
     */
    public static Database running(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            List<String> lines =
                    Files.readAllLines(WarehouseFolder.data(absolute).resolve("postmaster.pid"));
            String password = Files.readString(WarehouseFolder.passwordFile(absolute)).strip();
            return database("127.0.0.1", Integer.parseInt(lines.get(PORT_LINE).strip()), password);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new WarehouseException(
                    "no warehouse runs in the folder %s: start it with `sluice warehouse up`, or say where it is (--data, --jdbc-url)"
                            .formatted(absolute),
                    e);
        }
    }

    public Database database() {
        return database;
    }

    /** What {@code psql} takes as its argument. */
    public String conninfo() {
        return database.conninfo() + " passfile=" + passFile;
    }

    public Path dataFolder() {
        return folder.data();
    }

    /** Stops it in an orderly way, sessions of others included. */
    @Override
    public void close() {
        try {
            stop(programs, folder);
        } catch (IOException e) {
            throw new WarehouseException("PostgreSQL does not stop: " + e.getMessage(), e);
        } finally {
            folder.close();
        }
    }

    private static PostgresServer start(WarehouseFolder folder, String host, int port)
            throws IOException {
        Path binaries = PostgresBinaries.unpacked(folder.path().resolve("programs"));
        PostgresPrograms programs = PostgresPrograms.in(binaries);
        String password = folder.password();
        if (!Files.exists(folder.data().resolve("PG_VERSION"))) {
            make(programs, folder);
        }
        // Of a process that was killed: nobody else is here, the folder is locked.
        stop(programs, folder);
        int chosen = port == 0 ? freePort(host) : port;
        PostgresPrograms.Ended started =
                programs.run(
                        "pg_ctl",
                        "start",
                        "-w",
                        "-t",
                        START_SECONDS,
                        "-D",
                        folder.data().toString(),
                        "-l",
                        folder.log().toString(),
                        "-o",
                        options(host, chosen));
        if (!started.successful()) {
            throw new WarehouseException(
                    "PostgreSQL does not start in %s on port %d: %s. The port may be taken: choose another (--postgres-port)"
                            .formatted(folder.data(), chosen, folder.lastLog()));
        }
        String client = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        Database database = database(client, chosen, password);
        try {
            makeDatabase(client, chosen, password);
            return new PostgresServer(folder, programs, database, folder.writePassFile(USER));
        } catch (RuntimeException | IOException e) {
            stop(programs, folder);
            throw e;
        }
    }

    private static String options(String host, int port) {
        return "-p %d -c listen_addresses=%s -c unix_socket_directories='' -c log_checkpoints=off"
                .formatted(port, host);
    }

    private static void make(PostgresPrograms programs, WarehouseFolder folder) throws IOException {
        PostgresPrograms.Ended made =
                programs.run(
                        "initdb",
                        "-D",
                        folder.data().toString(),
                        "--username=" + USER,
                        "--pwfile=" + WarehouseFolder.passwordFile(folder.path()),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--data-checksums");
        if (!made.successful()) {
            throw new WarehouseException(
                    "PostgreSQL cannot make its data folder %s: %s"
                            .formatted(folder.data(), made.said()));
        }
        // From wherever it is told to listen, with the password.
        Files.writeString(
                folder.data().resolve("pg_hba.conf"),
                "host all all all scram-sha-256\n",
                StandardOpenOption.APPEND);
    }

    private static void stop(PostgresPrograms programs, WarehouseFolder folder) throws IOException {
        String data = folder.data().toString();
        if (programs.run("pg_ctl", "status", "-D", data).successful()) {
            programs.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data);
        }
    }

    private static void makeDatabase(String host, int port, String password) {
        Database maintenance =
                new Database(url(host, port, "postgres"), USER, Optional.of(password));
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw WarehouseTables.failure(maintenance, "cannot be made", e);
        }
    }

    private static Database database(String host, int port, String password) {
        return new Database(url(host, port, DATABASE), USER, Optional.of(password));
    }

    private static String url(String host, int port, String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    private static int freePort(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            return socket.getLocalPort();
        }
    }
}
