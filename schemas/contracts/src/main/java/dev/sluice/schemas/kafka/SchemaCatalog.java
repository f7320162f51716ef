package dev.sluice.schemas.kafka;

import dev.sluice.schemas.registry.RegisteredSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * What the records of the schema topic add up to. Whoever reads the same records gets the same ids
 * and versions, so writers need no leader: the first record with a schema gives it its id (offset +
 * 1), its first record within a subject gives it its version there. Owned by one reader.
 */
final class SchemaCatalog {

    /** Each schema stays in memory of every role. */
    static final int SCHEMAS_MAX = 10_000;

    private final Map<Integer, Schema> byId = new HashMap<>();
    private final Map<Schema, Integer> ids = new HashMap<>();
    private final Map<String, List<RegisteredSchema>> subjects = new TreeMap<>();

    /** Applies the record at {@code offset}; records come in the order of their offsets. */
    void apply(long offset, SchemaRecord written) {
        Integer id = ids.get(written.schema());
        if (id == null) {
            if (full()) {
                return;
            }
            id = Math.toIntExact(offset + 1);
            ids.put(written.schema(), id);
            byId.put(id, written.schema());
        }
        if (find(written.subject(), written.schema()).isEmpty()) {
            List<RegisteredSchema> versions =
                    subjects.computeIfAbsent(written.subject(), _ -> new ArrayList<>());
            versions.add(
                    new RegisteredSchema(
                            written.subject(), versions.size() + 1, id, written.schema()));
        }
    }

    /** Whether a schema that it does not have yet is ignored; by all readers alike. */
    boolean full() {
        return byId.size() >= SCHEMAS_MAX;
    }

    Optional<Schema> schema(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<RegisteredSchema> find(String subject, Schema schema) {
        return versions(subject).stream()
                .filter(version -> version.schema().equals(schema))
                .findFirst();
    }

    List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** In the order of their numbers; empty for a subject that nobody registered. */
    List<RegisteredSchema> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, List.of()));
    }
}
