package dev.sluice.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.registry.http.RegistryServer;
import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Into which databases {@code warehouse up} writes, and into which it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarehouseUpIT {

    private static final int ENTRIES = 500;

    private Path folder = Path.of("");
    private WarehouseScene scene;

    @BeforeAll
    void fill(@TempDir Path given) {
        Assumptions.assumeTrue(
                PostgresServer.obstacle().isEmpty(),
                () -> "PostgreSQL cannot be run here: " + PostgresServer.obstacle().orElseThrow());
        folder = given;
        scene = WarehouseScene.start(given);
        scene.ledger().entries(0, ENTRIES);
    }

    @AfterAll
    void close() {
        // Not there where PostgreSQL cannot be run.
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void withoutADatabaseItStartsOneAndSaysHowToGetIn() throws IOException {
        Path data = folder.resolve("own");
        List<String> arguments = new ArrayList<>(List.of("warehouse", "up"));
        arguments.addAll(inFolder(data));
        arguments.addAll(List.of("--port", "0", "--postgres-port", "0"));
        try (WarehouseProcess up = WarehouseProcess.start(folder, arguments)) {
            up.awaitLine("Ctrl-C stops it");

            assertThat(up.said())
                    .contains("psql \"host=127.0.0.1 port=")
                    .contains("passfile=" + data.resolve("pgpass"))
                    .contains("Connect     http://127.0.0.1:")
                    .contains("FROM spend_by_team_and_day")
                    .contains("FROM cost_per_workflow")
                    .contains("FROM wasted_spend");
            assertThat(check(data).out()).contains("500").doesNotContain("DIFFERENT", "behind");
            assertThat(up.stop()).isIn(0, 143);
        }
        assertThat(check(data).code()).isEqualTo(2);
        assertThat(check(data).err()).hasLineCount(1).contains("no warehouse runs in the folder");
    }

    @Test
    void aTableOfTheSameNameInAnotherSchemaIsLeftAlone() throws IOException {
        Database all = scene.another("schemas");
        Sql.run(all, "CREATE TABLE ledger_entries (note text); CREATE SCHEMA \"Sluice\"");
        Database ours =
                new Database(all.url() + "?currentSchema=%22Sluice%22", all.user(), all.password());

        try (WarehouseProcess up = scene.up(ours)) {
            up.awaitLine("The warehouse is up");
            assertThat(scene.check(ours).code()).isZero();
        }

        assertThat(Sql.one(all, "SELECT count(*) FROM \"Sluice\".ledger_entries"))
                .isEqualTo(Integer.toString(ENTRIES));
        assertThat(Sql.one(all, "SELECT count(*) FROM public.ledger_entries")).isEqualTo("0");
    }

    @Test
    void aSchemaThatIsNotThereIsSaid() {
        Database all = scene.another("noschema");
        Database ours = new Database(all.url() + "?currentSchema=none", all.user(), all.password());

        Ran ran = scene.ranUp(ours);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).hasLineCount(1).contains("has no schema to make tables in");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> arguments = new ArrayList<>(List.of("warehouse", "up"));
            arguments.addAll(inFolder(folder.resolve("own")));
            arguments.addAll(
                    List.of(
                            "--postgres-port",
                            "0",
                            "--port",
                            Integer.toString(taken.getLocalPort())));

            Ran ran = Ran.of(arguments.toArray(String[]::new));

            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .hasLineCount(1)
                    .endsWith("The port may be taken: choose another (--port)\n");
        }
    }

    @Test
    void schemasMayComeFromARegistry() throws IOException {
        Database database = scene.another("registry");
        try (RegistryServer registry = scene.ledger().registry()) {
            List<String> arguments = new ArrayList<>(scene.upArguments(database));
            arguments.addAll(List.of("--registry", registry.url()));

            try (WarehouseProcess up = WarehouseProcess.start(folder, arguments)) {
                up.awaitLine("The warehouse is up");
                assertThat(scene.check(database).code()).isZero();
            }
        }
    }

    @Test
    void aWrongPasswordIsSaidAtOnce() {
        Database database = scene.database();

        Ran ran =
                scene.ranUp(new Database(database.url(), database.user(), Optional.of("guessed")));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).hasLineCount(1).contains("does not let sluice in");
    }

    @Test
    void aTableWithOtherColumnsIsToldBeforeAnythingIsWritten() {
        Database other = scene.another("wrong");
        Sql.run(
                other,
                "CREATE TABLE ledger_entries (id bigint PRIMARY KEY, amount_picos numeric(10,2), owner text NOT NULL)");

        Ran ran = scene.ranUp(other);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "ledger_entries, column amount_picos: expected bigint, found numeric(10,2)")
                .contains("ledger_entries, column entry_id: expected text, found no such column")
                .contains("ledger_entries, column owner: expected none, found text NOT NULL")
                .contains("expected the primary key (kafka_partition, kafka_offset), found (id)")
                .contains("Rename or drop such a table");
        assertThat(Sql.rows(other, "SELECT relname FROM pg_class WHERE relname LIKE 'audit%'"))
                .isEmpty();
    }

    @Test
    void recordsOfAnotherClusterDoNotOverwriteThoseOfTheFirst() {
        Database other = scene.another("theirs");
        Sql.run(
                other,
                """
                CREATE TABLE warehouse_source (topic text PRIMARY KEY, cluster_id text, topic_id text, consumer_group text);
                INSERT INTO warehouse_source VALUES ('ledger.entries', 'their-cluster', 'id', 'group')
                """);

        Ran ran = scene.ranUp(other);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("ledger.entries of the Kafka cluster their-cluster");
        assertThat(scene.check(other, 0).code()).isEqualTo(2);
    }

    private Ran check(Path data) {
        List<String> arguments = new ArrayList<>(List.of("warehouse", "check"));
        arguments.addAll(inFolder(data));
        return Ran.of(arguments.toArray(String[]::new));
    }

    private List<String> inFolder(Path data) {
        return List.of("--kafka", scene.ledger().bootstrapServers(), "--data", data.toString());
    }
}
