package dev.sluice.connect.converter;

import dev.sluice.schemas.http.CcompatClient;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Looks schemas up. The registry is connected to at the first lookup, and again after a failure:
 * one that is away when a connector starts is waited for. One thread.
 */
final class SchemaSource implements AutoCloseable {

    /** A registry and what closes it. */
    private record Opened(SchemaRegistry registry, Runnable closing) {}

    private final Supplier<Opened> open;
    private Optional<Opened> opened = Optional.empty();

    private SchemaSource(Supplier<Opened> open) {
        this.open = open;
    }

    /** A registry that somebody else closes. */
    static SchemaSource of(SchemaRegistry registry) {
        return new SchemaSource(() -> new Opened(registry, () -> {}));
    }

    static SchemaSource opened(ConverterConfig.Schemas schemas) {
        return new SchemaSource(() ->
                switch (schemas) {
                    case ConverterConfig.Schemas.Topic(String servers) -> topic(servers);
                    case ConverterConfig.Schemas.Registry registry -> foreign(registry);
                });
    }

    /**
     * @throws RetriableException where the registry cannot be asked now
     * @throws DataException where it knows no such schema
     */
    Schema schema(String topic, int id) {
        try {
            Opened current = opened.orElseGet(open);
            opened = Optional.of(current);
            return current.registry().schema(id);
        } catch (RegistryUnavailableException e) {
            throw new RetriableException(
                    "cannot look up schema %d of the topic %s: %s"
                            .formatted(id, topic, e.getMessage()),
                    e);
        } catch (SchemaNotFoundException e) {
            throw new DataException(
                    "a record of the topic %s names schema %d, which nobody registered: %s"
                            .formatted(topic, id, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        opened.ifPresent(current -> current.closing().run());
        opened = Optional.empty();
    }

    private static Opened topic(String bootstrapServers) {
        TopicSchemaRegistry registry =
                TopicSchemaRegistry.open(bootstrapServers, () -> UUID.randomUUID().toString());
        return new Opened(registry, registry::close);
    }

    private static Opened foreign(ConverterConfig.Schemas.Registry registry) {
        CcompatClient client = CcompatClient.of(registry.url());
        return new Opened(client, client::close);
    }
}
