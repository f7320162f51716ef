package dev.sluice.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The warehouse as it runs: a real Kafka, a real PostgreSQL, a real Connect in a process of its
 * own. One story in several chapters, since the rows are made once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WarehouseIT {

    /** {@code -Dwarehouse.rows=300000} takes two minutes more. */
    private static final int ENTRIES = Integer.getInteger("warehouse.rows", 40_000);

    private static final int MORE_ENTRIES = 5_000;
    private static final int KEYS = 2_000;
    private static final int ROUNDS = 5;
    private static final int LINKS_EACH = 2_500;

    private WarehouseScene scene;
    private FilledLedger ledger;
    private Database database;
    private Optional<WarehouseProcess> running = Optional.empty();

    @BeforeAll
    void fill(@TempDir Path given) throws IOException {
        Assumptions.assumeTrue(
                PostgresServer.obstacle().isEmpty(),
                () -> "PostgreSQL cannot be run here: " + PostgresServer.obstacle().orElseThrow());
        scene = WarehouseScene.start(given);
        ledger = scene.ledger();
        database = scene.database();
        ledger.entries(0, ENTRIES);
        ledger.totals(KEYS, ROUNDS);
        ledger.audit(LINKS_EACH);
        // One key in twenty is gone; one in forty came back.
        for (int key = 0; key < KEYS; key += 20) {
            ledger.forget(key);
        }
        for (int key = 0; key < KEYS; key += 40) {
            ledger.total(key, ROUNDS);
        }
    }

    @AfterAll
    void close() {
        running.ifPresent(WarehouseProcess::close);
        // Not there where PostgreSQL cannot be run.
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    @Order(1)
    void killedInTheMiddleItEndsWithExactlyTheRowsThatKafkaHas() throws IOException {
        try (WarehouseProcess first = scene.up(database)) {
            Awaitility.await("10 % of the rows")
                    .atMost(WarehouseScene.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> scene.rows() > ENTRIES / 10);
            first.kill();
        }
        long inTheMiddle = scene.rows();
        assertThat(inTheMiddle).isBetween(ENTRIES / 10L, ENTRIES * 9L / 10);

        running = Optional.of(scene.up(database));
        Ran check = scene.check(database);

        assertThat(check.err()).isEmpty();
        assertThat(check.out())
                .contains("%,d".formatted(ENTRIES))
                .contains("equal")
                .doesNotContain("DIFFERENT");
        assertThat(check.code()).isZero();
        assertThat(
                        Sql.one(
                                database,
                                "SELECT count(*), count(DISTINCT entry_id), sum(amount_picos) FROM ledger_entries"))
                .isEqualTo("%d|%d|%s".formatted(ENTRIES, ENTRIES, LedgerSamples.sum(0, ENTRIES)));
    }

    @Test
    @Order(2)
    void everyColumnHoldsWhatTheRecordSays() {
        LedgerEntry full = LedgerSamples.entry(200);
        assertThat(
                        Sql.rows(
                                database,
                                """
                                SELECT kind, tenant_customer, tenant_team, tenant_virtual_key, served_model, lane, provider_key,
                                       provider_request_id, usage_input_tokens, usage_output_tokens, usage_cached_input_tokens,
                                       usage_reasoning_tokens, workflow, step, event_at, recorded_at
                                FROM ledger_entries WHERE entry_id IN ('r-200/1/1', 'r-201/1/1') ORDER BY entry_id
                                """))
                .containsExactly(
                        "ACTUAL|acme|research|demo|gpt-4o-mini-2024-07-18|sim/key-a|key-a|chatcmpl-ü-200|200|400|0|1|w-0|s|%s|%s"
                                .formatted(utc(full.getEventAt()), utc(full.getRecordedAt())),
                        "UNKNOWN|acme|research|demo|null|null|null|null|null|null|null|null|null|null|%s|%s"
                                .formatted(
                                        utc(LedgerSamples.at(201)),
                                        utc(LedgerSamples.at(201).plusSeconds(1))));
    }

    @Test
    @Order(3)
    void aTombstoneTakesItsRowAwayAndANewerRecordBringsItBack() {
        assertThat(
                        Sql.one(
                                database,
                                "SELECT count(*), max(calls), min(calls), sum(usd) FROM ledger_spend"))
                .isEqualTo(
                        "%d|%d|%d|%s"
                                .formatted(KEYS - KEYS / 40, ROUNDS + 1, ROUNDS, "0.000000009800"));
    }

    @Test
    @Order(4)
    void theAuditLogCanBeVerifiedFromSqlAndSaysWhatWasDecided() {
        assertThat(
                        Sql.one(
                                database,
                                """
                                SELECT count(*), bool_and(leaf = sha256('\\x00'::bytea || canonical)), bool_and(linked),
                                       count(*) FILTER (WHERE decision = 'ANSWERED'), count(*) FILTER (WHERE decision = 'EXPIRED')
                                FROM (SELECT *, coalesce(prev_mac = lag(mac) OVER (PARTITION BY chain ORDER BY seq), seq = 0) AS linked
                                      FROM audit_log) links
                                """))
                .isEqualTo("10000|t|t|5000|5000");
    }

    @Test
    @Order(5)
    void aDatabaseThatIsAwayIsWaitedForAndNothingIsLost() {
        scene.stopPostgres();
        up().awaitLine("does not answer");
        ledger.entries(ENTRIES, ENTRIES + MORE_ENTRIES);

        scene.startPostgres();

        assertThat(scene.check(database).code()).isZero();
        assertThat(scene.rows()).isEqualTo(ENTRIES + MORE_ENTRIES);
        up().awaitLine("the warehouse answers again");
    }

    @Test
    @Order(6)
    void aFieldThatANewerWriterAddedGetsItsColumn() {
        ledger.raw(
                Topics.ENTRIES.name(),
                0,
                NewerEntry.encoded(
                        ledger.cluster().registry(), LedgerSamples.entry(ENTRIES + MORE_ENTRIES)));

        Awaitility.await()
                .atMost(WarehouseScene.PATIENCE)
                .untilAsserted(
                        () -> assertThat(scene.rows()).isEqualTo(ENTRIES + MORE_ENTRIES + 1));
        assertThat(
                        Sql.rows(
                                database,
                                "SELECT region, count(*) FROM ledger_entries GROUP BY region ORDER BY region NULLS LAST"))
                .containsExactly("eu|1", "null|" + (ENTRIES + MORE_ENTRIES));
        assertThat(scene.check(database).code()).isZero();
    }

    @Test
    @Order(7)
    void whatTheSinkHasNotTakenIsBehindAndNotDifferent() {
        assertThat(up().stop()).as("ends by the signal").isIn(0, 143);
        ledger.entries(ENTRIES + MORE_ENTRIES + 1, ENTRIES + MORE_ENTRIES + 4);

        Ran check = scene.check(database, 0);

        assertThat(check.out()).contains("3 behind").doesNotContain("DIFFERENT");
        assertThat(check.err()).hasLineCount(1).contains("still catching up");
        assertThat(check.code()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void whatIsNotAsInKafkaIsNamed() {
        Sql.run(
                database,
                """
                DELETE FROM ledger_entries WHERE entry_id = 'r-4/1/1';
                UPDATE ledger_entries SET amount_picos = amount_picos + 1 WHERE entry_id = 'r-8/1/1';
                UPDATE audit_log SET canonical = '\\x0000' WHERE chain = 'audit/test/2' AND seq = 3;
                DELETE FROM ledger_spend WHERE id = 'acme/team-7'
                """);
        String missing =
                Sql.one(
                        database,
                        "SELECT max(kafka_offset) + 1 FROM ledger_entries WHERE kafka_partition = 0 AND entry_id IN ('r-0/1/1')");

        Ran check = scene.check(database, 0);

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .contains("ledger_entries, partition 0: 1 missing, the first at offset " + missing)
                .contains("ledger_entries, partition 0: 1 different from the record")
                .contains("audit_log, partition 2: 1 different from the record")
                .contains("ledger_spend: 1 keys different, the first '" + LedgerSamples.key(7));
    }

    @Test
    @Order(9)
    void aRecordThatNobodyCanReadStopsTheSinkWithItsReason() throws IOException {
        ledger.raw(Topics.ENTRIES.name(), 1, "not avro".getBytes(StandardCharsets.UTF_8));

        try (WarehouseProcess stopping = scene.up(database)) {
            assertThat(stopping.awaitEnd()).isEqualTo(1);
            assertThat(stopping.said())
                    .contains("stopped by itself: the sink of ledger.entries: ")
                    .contains(
                            "a value of the topic ledger.entries is not in Confluent's wire format");
        }
    }

    private WarehouseProcess up() {
        return running.orElseThrow();
    }

    /** As PostgreSQL prints a timestamp: without zeros at the end. */
    private static String utc(Instant at) {
        return at.toString().replace('T', ' ').replaceFirst("0*Z$", "");
    }
}
