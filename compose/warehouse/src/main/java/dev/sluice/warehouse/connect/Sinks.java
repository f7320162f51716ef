package dev.sluice.warehouse.connect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.warehouse.Column;
import dev.sluice.warehouse.ColumnType.Plain;
import dev.sluice.warehouse.WarehouseTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The sinks of the warehouse: what they read, where they write, how Connect is told so. */
@SuppressWarnings("ImmutableEnumChecker") // topics and lists of columns do not change
public enum Sinks {
    ENTRIES("ledger-entries", Topics.ENTRIES, "ledger_entries", Key.POSITION),
    SPEND("ledger-spend", Topics.SPEND, "ledger_spend", Key.RECORD_KEY),
    AUDIT("audit-log", Topics.AUDIT_LOG, "audit_log", Key.POSITION);

    /** By what a record finds its row. */
    private enum Key {
        POSITION(
                new Column("kafka_partition", Plain.INTEGER),
                new Column("kafka_offset", Plain.BIGINT)),
        RECORD_KEY(new Column("spend_key", Plain.TEXT));

        private final List<Column> columns;

        Key(Column... columns) {
            this.columns = List.of(columns);
        }
    }

    private static final String FOLDER = "/dev/sluice/warehouse/connect/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String file;
    private final Topic<? extends SpecificRecord> topic;
    private final String table;
    private final Key key;

    Sinks(String file, Topic<? extends SpecificRecord> topic, String table, Key key) {
        this.file = file;
        this.topic = topic;
        this.table = table;
        this.key = key;
    }

    /** Name of the connector. */
    public String connector() {
        return json().path("name").textValue();
    }

    public String topic() {
        return topic.name();
    }

    public String table() {
        return table;
    }

    /** The connector as it stands in {@code compose/connect}, references unresolved. */
    Map<String, String> config() {
        return new HashMap<>(
                JSON.convertValue(
                        json().path("config"), new TypeReference<Map<String, String>>() {}));
    }

    /** The table as the topic's records need it. */
    public WarehouseTable expected() {
        List<Column> columns = new ArrayList<>(key.columns);
        columns.addAll(RecordColumns.of(topic.schema()));
        return new WarehouseTable(
                table, topic(), columns, key.columns.stream().map(Column::name).toList());
    }

    private JsonNode json() {
        String path = FOLDER + file + ".json";
        try (InputStream in = Sinks.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
