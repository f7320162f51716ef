package dev.sluice.schemas.registry;

import org.apache.avro.Schema;

/**
 * Schemas by id, as a Confluent-compatible registry has them. Two stand behind it: the one in a
 * compacted topic that every role can read by itself, and any other over HTTP.
 *
 * <p>Implementations may be called from any thread and keep what they have seen, so that an id is
 * looked up once.
 */
public interface SchemaRegistry {

    /**
     * The schema with this id.
     *
     * @throws SchemaNotFoundException where the registry has none
     * @throws RegistryUnavailableException where it cannot be asked now
     */
    Schema schema(int id);

    /**
     * The id of a schema that is registered under the subject. Never registers.
     *
     * @throws SchemaNotFoundException where it is not registered there
     * @throws RegistryUnavailableException where it cannot be asked now
     */
    int id(String subject, Schema schema);

    /**
     * Registers the schema under the subject, if it is not yet, and returns its id.
     *
     * @throws RegistryUnavailableException where it cannot be asked now, or refuses the schema
     */
    int register(String subject, Schema schema);
}
