package dev.sluice.delivery.kafka;

import dev.sluice.delivery.Route;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.time.InstantSource;

/** Opens the clients of couriers. Any thread. */
record SessionOpener(
        DeliveryClients clients, TopicIds topics, SchemaRegistry registry, InstantSource clock) {

    /** Looks at the topic and the registry first: while these are away, nothing else is opened. */
    Session open(Route route) {
        TopicLook look = new TopicLook(topics, route.to().topic());
        look.check(clock.instant());
        ResultsOfCustomer results = ResultsOfCustomer.of(route, registry);
        return Session.open(
                route,
                clients.results(route.customer()),
                clients.copies(route.customer()),
                look,
                results,
                clock);
    }
}
