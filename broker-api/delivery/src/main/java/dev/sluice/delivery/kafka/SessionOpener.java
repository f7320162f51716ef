package dev.sluice.delivery.kafka;

import dev.sluice.delivery.Route;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Opens the clients of couriers. Any thread. */
record SessionOpener(
        DeliveryClients clients, TopicIds topics, SchemaRegistry registry, InstantSource clock) {

    /** Looks at the topic and the registry first: while these are away, nothing else is opened. */
    Session open(Route route) {
        TopicLook look = new TopicLook(topics, route.to().topic());
        look.check(clock.instant());
        ResultsOfCustomer results = ResultsOfCustomer.of(route, registry);
        Consumer<byte[], byte[]> consumer = clients.results(route.customer());
        return Session.open(route, consumer, producer(route, consumer), look, results, clock);
    }

    private Producer<byte[], byte[]> producer(Route route, Consumer<byte[], byte[]> opened) {
        try {
            return clients.copies(route.customer());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
