package dev.sluice.delivery;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.config.SluiceConfig;
import dev.sluice.schemas.topic.Partitions;
import java.util.List;
import java.util.stream.Stream;

/**
 * One customer's way: from its partition of {@code inference.results} to its own topic.
 *
 * @param partition where all results of the customer stand
 */
public record Route(String customer, int partition, ResultsTopic to) {

    /**
     * Those of all customers that have a results topic, in the order of the configuration.
     *
     * @param partitions of {@code inference.results}
     */
    public static List<Route> all(SluiceConfig config, int partitions) {
        return config.customers().stream()
                .flatMap(customer -> of(customer, partitions).stream())
                .toList();
    }

    /** Topics of customers, in the order of the configuration. */
    public static List<String> topics(SluiceConfig config) {
        return config.customers().stream()
                .flatMap(customer -> customer.results().stream())
                .map(ResultsTopic::topic)
                .toList();
    }

    private static List<Route> of(CustomerConfig customer, int partitions) {
        return customer.results().stream()
                .flatMap(to ->
                        Stream.of(
                                new Route(
                                        customer.id(),
                                        Partitions.of(customer.id(), partitions),
                                        to)))
                .toList();
    }
}
