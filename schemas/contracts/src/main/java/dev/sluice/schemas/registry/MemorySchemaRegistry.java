package dev.sluice.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry that lives as long as its process: what tests and offline tools take, and where
 * readers of a registry keep what they have read. Any thread.
 */
public final class MemorySchemaRegistry implements SchemaRegistry {

    private final Map<Integer, Schema> byId = new HashMap<>();
    private final Map<Schema, Integer> ids = new HashMap<>();

    @Override
    public synchronized Schema schema(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new SchemaNotFoundException("no schema has id " + id);
        }
        return schema;
    }

    @Override
    public synchronized int id(String subject, Schema schema) {
        Integer id = ids.get(schema);
        if (id == null) {
            throw new SchemaNotFoundException("the schema of '" + subject + "' is not registered");
        }
        return id;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        return ids.computeIfAbsent(
                schema,
                fresh -> {
                    int id = byId.size() + 1;
                    byId.put(id, fresh);
                    return id;
                });
    }
}
