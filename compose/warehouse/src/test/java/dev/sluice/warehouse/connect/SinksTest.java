package dev.sluice.warehouse.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.warehouse.Column;
import dev.sluice.warehouse.WarehouseTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SinksTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:(\\w+)}");

    @ParameterizedTest
    @EnumSource(Sinks.class)
    void aConnectorReadsItsTopicIntoItsTable(Sinks sink) {
        Map<String, String> config = sink.config();

        assertThat(config)
                .containsEntry("topics", sink.topic())
                .containsEntry("collection.name.format", sink.table())
                .containsEntry("insert.mode", "upsert")
                .containsEntry("consumer.override.isolation.level", "read_committed")
                .containsEntry("consumer.override.auto.offset.reset", "earliest")
                .containsEntry("errors.tolerance", "none");
        assertThat(config.get("primary.key.fields"))
                .isEqualTo(String.join(",", sink.expected().primaryKey()));
    }

    @ParameterizedTest
    @EnumSource(Sinks.class)
    void whatIsSecretOrElsewhereIsAReference(Sinks sink) {
        assertThat(sink.config())
                .containsEntry("connection.url", "${env:SLUICE_WAREHOUSE_URL}")
                .containsEntry("connection.username", "${env:SLUICE_WAREHOUSE_USER}")
                .containsEntry("connection.password", "${env:SLUICE_WAREHOUSE_PASSWORD}")
                .containsEntry("value.converter.schemas.bootstrap.servers", "${env:SLUICE_KAFKA}");
    }

    /** What {@code CREATE TABLE} says is what the converter makes of the topic's schema. */
    @ParameterizedTest
    @EnumSource(Sinks.class)
    void theTableInSqlHasTheColumnsThatRecordsFill(Sinks sink) throws IOException {
        WarehouseTable expected = sink.expected();
        String create = createTable(sink.table());

        for (Column column : expected.columns()) {
            assertThat(create)
                    .as("%s.%s", sink.table(), column.name())
                    .containsPattern(
                            "(?m)^\\s+\"?"
                                    + column.name()
                                    + "\"?\\s+"
                                    + Pattern.quote(
                                            column.type().sql().replace(" without time zone", "")));
        }
    }

    @Test
    void onlyTheSpendTakesRowsAway() {
        assertThat(List.of(Sinks.values()))
                .filteredOn(sink -> "true".equals(sink.config().get("delete.enabled")))
                .containsExactly(Sinks.SPEND);
    }

    @ParameterizedTest
    @EnumSource(Sinks.class)
    void theWorkerHasAValueForEveryReference(Sinks sink) {
        WorkerSettings settings = settings(Optional.empty());

        sink.config()
                .values()
                .forEach(value -> {
                    Matcher matcher = REFERENCE.matcher(value);
                    if (matcher.find()) {
                        assertThat(settings.worker())
                                .containsKey("config.providers.env.param." + matcher.group(1));
                    }
                });
    }

    @Test
    void aRegistryTakesThePlaceOfTheTopicOfSchemas() {
        WorkerSettings settings = settings(Optional.of(java.net.URI.create("http://r:8081")));

        assertThat(settings.connector(Sinks.ENTRIES, "g"))
                .containsEntry("value.converter.schema.registry.url", "http://r:8081")
                .doesNotContainKey("value.converter.schemas.bootstrap.servers")
                .containsEntry("consumer.override.group.id", "g")
                .containsEntry("collection.name.format", "public.ledger_entries");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/w, jdbc:postgresql://db/w?reWriteBatchedInserts=true",
        "jdbc:postgresql://db/w?ssl=true, jdbc:postgresql://db/w?ssl=true&reWriteBatchedInserts=true",
        "jdbc:postgresql://db/w?reWriteBatchedInserts=false, jdbc:postgresql://db/w?reWriteBatchedInserts=false"
    })
    void rowsAreWrittenInBatchesUnlessTheUrlSaysOtherwise(String given, String used) {
        WorkerSettings settings =
                new WorkerSettings(
                        "k:9092",
                        Optional.empty(),
                        Path.of("plugins"),
                        Path.of("data"),
                        "127.0.0.1",
                        0,
                        given,
                        "sluice",
                        Optional.empty(),
                        "public");

        assertThat(settings.worker())
                .containsEntry("config.providers.env.param.SLUICE_WAREHOUSE_URL", used);
    }

    @Test
    void settingsDoNotPrintThePassword() {
        assertThat(settings(Optional.empty()).toString()).doesNotContain("hunter2");
    }

    private static WorkerSettings settings(Optional<java.net.URI> registry) {
        return new WorkerSettings(
                "k:9092",
                registry,
                Path.of("plugins"),
                Path.of("data"),
                "127.0.0.1",
                0,
                "jdbc:postgresql://db/warehouse",
                "sluice",
                Optional.of("hunter2"),
                "public");
    }

    private static String createTable(String table) throws IOException {
        try (var in =
                Sinks.class.getResourceAsStream(
                        "/dev/sluice/warehouse/connect/sql/01-tables.sql")) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int begin = sql.indexOf("CREATE TABLE IF NOT EXISTS " + table + " (");
            return sql.substring(begin, sql.indexOf("\n);", begin));
        }
    }
}
