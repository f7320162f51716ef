package dev.sluice.testing;

import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import org.apache.avro.Schema;

/** A registry in memory that cannot be asked for schemas from some moment on. Any thread. */
public final class FickleRegistry implements SchemaRegistry {

    private final MemorySchemaRegistry registered = new MemorySchemaRegistry();
    private volatile boolean away;

    /** From now on. */
    public void goAway() {
        away = true;
    }

    @Override
    public Schema schema(int id) {
        if (away) {
            throw new RegistryUnavailableException("the registry is away");
        }
        return registered.schema(id);
    }

    @Override
    public int id(String subject, Schema schema) {
        return registered.id(subject, schema);
    }

    @Override
    public int register(String subject, Schema schema) {
        return registered.register(subject, schema);
    }
}
