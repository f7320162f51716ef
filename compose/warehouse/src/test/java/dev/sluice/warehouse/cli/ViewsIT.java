package dev.sluice.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.testing.Samples;
import dev.sluice.warehouse.connect.Sinks;
import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import dev.sluice.warehouse.postgres.WarehouseTables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the views make of a few rows, on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsIT {

    private PostgresServer postgres;
    private Database database;
    private int offset;

    @BeforeAll
    void start(@TempDir Path folder) {
        Assumptions.assumeTrue(
                PostgresServer.obstacle().isEmpty(),
                () -> "PostgreSQL cannot be run here: " + PostgresServer.obstacle().orElseThrow());
        postgres = PostgresServer.start(folder, "127.0.0.1", 0);
        database = postgres.database();
        prepare();
    }

    @AfterAll
    void stop() {
        // Not there where PostgreSQL cannot be run.
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void empty() {
        Sql.run(database, "TRUNCATE ledger_entries, ledger_spend, audit_log");
        offset = 0;
    }

    @Test
    void makingTablesAndViewsAgainChangesNothing() {
        entry("r-1", 1, 1, "ACTUAL", "ANSWERED", 5);

        prepare();

        assertThat(Sql.rows(database, "SELECT count(*) FROM ledger_entries")).containsExactly("1");
    }

    @Test
    void sharesOfAModelAreAddedAndATeamHasItsDays() {
        total("team|acme/research|2026-11-20", "team", "acme/research", "2026-11-20", 3, "0.5");
        total("team|acme/research|total", "team", "acme/research", "total", 9, "1.5");
        total("model|gpt|total|0", "model", "gpt", "total", 1, "0.1");
        total("model|gpt|total|3", "model", "gpt", "total", 2, "0.2");

        assertThat(
                        Sql.rows(
                                database,
                                "SELECT day, customer, team, calls, usd FROM spend_by_team_and_day"))
                .containsExactly("2026-11-20|acme|research|3|0.500000000000");
        assertThat(Sql.rows(database, "SELECT calls, usd FROM spend WHERE scope = 'model'"))
                .containsExactly("3|0.300000000000");
    }

    @Test
    void aReversalAndWhatItTakesBackAreNothing() {
        entry("r-1", 1, 1, "UNKNOWN", "UNKNOWN", 100);
        entry("r-1", 1, 2, "REVERSAL", "UNKNOWN", -100);
        entry("r-1", 1, 3, "ACTUAL", "ANSWERED", 40);

        assertThat(
                        Sql.rows(
                                database,
                                "SELECT request_id, attempt, outcome, at_bound, usd FROM charged_attempts"))
                .containsExactly("r-1|1|ANSWERED|f|0.000000000040");
    }

    @Test
    void wasteIsWhatBoughtNobodyAnAnswer() {
        answered("r-good", 1);
        // A failure that was charged, then the answer.
        entry("r-retried", 1, 1, "UNKNOWN", "FAILED", 7);
        answered("r-retried", 2);
        // The owner died: charged at the bound, and tried again.
        entry("r-unknown", 1, 1, "UNKNOWN", "UNKNOWN", 11);
        answered("r-unknown", 2);
        // Answered after the request had expired.
        entry("r-late", 1, 1, "ACTUAL", "ANSWERED", 13);
        decision("r-late", DecisionKind.EXPIRED);
        // Two answers: the first counts.
        entry("r-twice", 1, 1, "ACTUAL", "ANSWERED", 17);
        entry("r-twice", 2, 1, "ACTUAL", "ANSWERED", 19);
        decision("r-twice", DecisionKind.ANSWERED);
        // Nobody knows yet how it ended.
        entry("r-open", 1, 1, "ACTUAL", "ANSWERED", 23);
        decision("r-open", DecisionKind.ADMITTED);

        assertThat(
                        Sql.rows(
                                database,
                                "SELECT request_id, attempt, reason, at_bound, usd FROM wasted_spend ORDER BY request_id"))
                .containsExactly(
                        "r-late|1|late|f|0.000000000013",
                        "r-retried|1|failed|t|0.000000000007",
                        "r-twice|2|late|f|0.000000000019",
                        "r-unknown|1|unknown|t|0.000000000011");
    }

    @Test
    void aWorkflowCostsAllItsCallsAndSaysWhatWasWasted() {
        answered("r-1", 1);
        entry("r-2", 1, 1, "UNKNOWN", "FAILED", 7);
        answered("r-2", 2);

        assertThat(
                        Sql.rows(
                                database,
                                "SELECT customer, team, workflow, steps, requests, calls, usd, wasted_usd FROM cost_per_workflow"))
                .containsExactly("acme|research|w|2|2|3|0.000000000017|0.000000000007");
    }

    @Test
    void everyQueryThatIsRecommendedRuns() {
        answered("r-1", 1);
        entry("r-1", 2, 1, "UNKNOWN", "FAILED", 7);
        total("team|acme/research|2026-11-20", "team", "acme/research", "2026-11-20", 3, "0.5");

        assertThat(Queries.WORTH_RUNNING)
                .hasSize(3)
                .allSatisfy(query -> assertThat(Sql.rows(database, query.sql())).isNotEmpty());
    }

    @Test
    void aFieldOfTheAuditedBytesIsFoundOrNull() {
        decision("r-ü", DecisionKind.PARKED);

        assertThat(
                        Sql.rows(
                                database,
                                "SELECT decision, audit_text(canonical, 1), audit_text(canonical, 4), audit_text(canonical, 12) FROM audit_log"))
                .containsExactly("PARKED|r-ü|research|null");
    }

    private void prepare() {
        WarehouseTables.prepare(
                database, Arrays.stream(Sinks.values()).map(Sinks::expected).toList());
    }

    private void answered(String request, int attempt) {
        entry(request, attempt, 1, "ACTUAL", "ANSWERED", 5);
        decision(request, DecisionKind.ANSWERED);
    }

    private void entry(
            String request, int attempt, int line, String kind, String outcome, long picos) {
        Sql.run(
                database,
                """
                INSERT INTO ledger_entries (kafka_partition, kafka_offset, entry_id, request_id, attempt, line, kind,
                  tenant_customer, tenant_team, tenant_virtual_key, provider, model, outcome, price_id, amount_picos,
                  reserved_picos, overshoot_picos, workflow, step, event_at, recorded_at, config_version)
                VALUES (0, %d, '%s/%d/%d', '%s', %d, %d, '%s', 'acme', 'research', 'demo', 'sim', 'gpt', '%s', 'p', %d,
                  100, 0, 'w', 'step of %s', timestamp '2026-11-20 12:00:00' + interval '%d seconds', now(), 1)
                """
                        .formatted(
                                offset, request, attempt, line, request, attempt, line, kind,
                                outcome, picos, request, offset++));
    }

    private void decision(String request, DecisionKind kind) {
        AuditedEvent event =
                AuditedEvent.ofDecision(
                        Decision.newBuilder()
                                .setRequestId(request)
                                .setAttempt(1)
                                .setTenant(Samples.TENANT)
                                .setKind(kind)
                                .setReason("because")
                                .setModel("gpt")
                                .setLimits(List.of("acme/research requests/1m"))
                                .setAt(Samples.NOON)
                                .setConfigVersion(1)
                                .build(),
                        offset,
                        Samples.NOON);
        byte[] canonical = new byte[event.canonical().remaining()];
        event.canonical().duplicate().get(canonical);
        Sql.run(
                database,
                """
                INSERT INTO audit_log (kafka_partition, kafka_offset, chain, seq, epoch, key_id, canon_version, kind,
                  request_id, attempt, customer, canonical, leaf, prev_mac, mac, at)
                VALUES (0, %d, 'c', %d, 0, 'k', 1, 'decision', '%s', 1, 'acme', '\\x%s', '', '', '', now())
                """
                        .formatted(offset, offset++, request, HexFormat.of().formatHex(canonical)));
    }

    private void total(String key, String scope, String id, String window, int calls, String usd) {
        Sql.run(
                database,
                "INSERT INTO ledger_spend VALUES ('%s', '%s', '%s', '%s', %d, %d, 0, 10, 20, %s, 0, now())"
                        .formatted(key, scope, id, window, calls, calls, usd));
    }
}
