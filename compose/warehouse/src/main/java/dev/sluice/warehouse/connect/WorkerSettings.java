package dev.sluice.warehouse.connect;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the embedded worker is started with.
 *
 * @param plugins folder with one folder for each plugin
 * @param data where it may write
 * @param host address of its REST interface
 * @param port of its REST interface; 0 takes any free one
 * @param registryUrl a registry instead of the topic of schemas
 * @param url of the database, {@code user} and {@code password} to get in
 * @param schema of the tables, quoted where SQL needs that
 */
public record WorkerSettings(
        String bootstrapServers,
        Optional<URI> registryUrl,
        Path plugins,
        Path data,
        String host,
        int port,
        String url,
        String user,
        Optional<String> password,
        String schema) {

    private static final String PROVIDER = "config.providers." + GivenValues.NAME;

    /** A setting of PostgreSQL's JDBC driver. */
    private static final String BATCHES = "reWriteBatchedInserts";

    /** For a database that asks for none; a connector must name one. */
    private static final String NO_PASSWORD = "none";

    /** The worker's properties. */
    Map<String, String> worker() {
        Map<String, String> worker = new HashMap<>();
        worker.put("bootstrap.servers", bootstrapServers);
        worker.put("plugin.path", plugins.toAbsolutePath().toString());
        worker.put("plugin.discovery", "service_load");
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("listeners", "http://%s:%d".formatted(host, port));
        // Sinks keep their offsets in Kafka; the worker wants a file all the same.
        worker.put(
                "offset.storage.file.filename",
                data.resolve("connect.offsets").toAbsolutePath().toString());
        worker.put("offset.flush.interval.ms", "1000");
        worker.put("config.providers", GivenValues.NAME);
        worker.put(PROVIDER + ".class", GivenValues.class.getName());
        worker.put(PROVIDER + ".param.SLUICE_KAFKA", bootstrapServers);
        worker.put(PROVIDER + ".param.SLUICE_WAREHOUSE_URL", inBatches(url));
        worker.put(PROVIDER + ".param.SLUICE_WAREHOUSE_USER", user);
        worker.put(PROVIDER + ".param.SLUICE_WAREHOUSE_PASSWORD", password.orElse(NO_PASSWORD));
        return worker;
    }

    /** One sink's configuration. */
    Map<String, String> connector(Sinks sink, String consumerGroup) {
        Map<String, String> config = sink.config();
        config.put("name", sink.connector());
        config.put("consumer.override.group.id", consumerGroup);
        config.put("collection.name.format", schema + "." + sink.table());
        registryUrl.ifPresent(registry -> {
            config.remove("value.converter.schemas.bootstrap.servers");
            config.put("value.converter.schema.registry.url", registry.toString());
        });
        return config;
    }

    /**
     * One statement for many rows is three times as fast. A batch never has a row twice: positions
     * are unique, and the sink of keys reduces them first.
     */
    private static String inBatches(String url) {
        return url.contains(BATCHES)
                ? url
                : url + (url.contains("?") ? "&" : "?") + BATCHES + "=true";
    }

    @Override
    public String toString() {
        return "worker of " + bootstrapServers + " into " + user + "@…";
    }
}
