package dev.sluice.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import dev.sluice.warehouse.postgres.WarehouseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL that Sluice starts: what survives, and what stands in its way. */
class PostgresServerIT {

    @TempDir private Path folder = Path.of("");

    /** A process that starts one and is then killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            Database database =
                    PostgresServer.start(Path.of(arguments[0]), "127.0.0.1", 0).database();
            Sql.run(database, "CREATE TABLE t AS SELECT 42 AS answer");
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    @BeforeEach
    void postgresRunsHere() {
        Assumptions.assumeTrue(
                PostgresServer.obstacle().isEmpty(),
                () -> "PostgreSQL cannot be run here: " + PostgresServer.obstacle().orElseThrow());
    }

    @Test
    void itsDataSurvivesAKilledProcessAndAnOrderlyStop() throws IOException {
        killHolder();

        try (PostgresServer second = PostgresServer.start(folder, "127.0.0.1", 0)) {
            assertThat(Sql.one(second.database(), "SELECT answer FROM t")).isEqualTo("42");
            assertThat(PostgresServer.running(folder)).isEqualTo(second.database());
        }
        try (PostgresServer third = PostgresServer.start(folder, "127.0.0.1", 0)) {
            assertThat(Sql.one(third.database(), "SELECT answer FROM t")).isEqualTo("42");
        }
        assertThatThrownBy(() -> PostgresServer.running(folder))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("no warehouse runs in the folder")
                .hasMessageContaining("sluice warehouse up");
    }

    @Test
    void nobodyComesInWithoutThePasswordWhichOnlyTheOwnerCanRead() throws IOException {
        try (PostgresServer server = PostgresServer.start(folder, "127.0.0.1", 0)) {
            Database stranger =
                    new Database(server.database().url(), "sluice", Optional.of("guessed"));

            assertThatThrownBy(stranger::connect)
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("does not let sluice in")
                    .hasMessageContaining("password authentication failed");
            for (String file : new String[] {"password", "pgpass"}) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(folder.resolve(file))))
                        .isEqualTo("rw-------");
            }
            assertThat(server.conninfo()).contains("passfile=" + folder.resolve("pgpass"));
            assertThat(server.conninfo()).doesNotContain(password());
        }
    }

    @Test
    void aFolderInUseOrAPortThatIsTakenIsSaid() throws IOException {
        try (PostgresServer server = PostgresServer.start(folder, "127.0.0.1", 0);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.database().address()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> PostgresServer.start(folder, "127.0.0.1", 0))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining(
                            "is in use by the warehouse of process "
                                    + ProcessHandle.current().pid());
            Path other = folder.resolve("other");
            assertThatThrownBy(() -> PostgresServer.start(other, "127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("does not start")
                    .hasMessageContaining("--postgres-port");
        }
    }

    private String password() throws IOException {
        return Files.readString(folder.resolve("password")).strip();
    }

    private void killHolder() throws IOException {
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var lines = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().filter(line -> line.equals("ready")).findFirst()).isPresent();
        } finally {
            holder.destroyForcibly().onExit().join();
        }
    }
}
