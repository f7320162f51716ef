package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.CustomerConfig.ResultsTopic;
import dev.sluice.config.SluiceConfig;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final ResultsTopic ACME = new ResultsTopic("out.acme", ResultsTopic.Format.JSON);
    private static final ResultsTopic HOOLI =
            new ResultsTopic("out.hooli", ResultsTopic.Format.AVRO);

    @Test
    void customersWithATopicHaveOneFromTheirPartition() {
        SluiceConfig config =
                customers(
                        customer("hooli", Optional.of(HOOLI)),
                        customer("globex", Optional.empty()),
                        customer("acme", Optional.of(ACME)));

        assertThat(Route.all(config, 24))
                .containsExactly(
                        new Route("hooli", Partitions.of("hooli", 24), HOOLI),
                        new Route("acme", Partitions.of("acme", 24), ACME));
        assertThat(Route.topics(config)).containsExactly("out.hooli", "out.acme");
    }

    @Test
    void withoutTopicsThereIsNothingToDeliver() {
        assertThat(Route.all(Samples.config(), 4)).isEmpty();
        assertThat(Route.topics(Samples.config())).isEmpty();
    }

    private static CustomerConfig customer(String id, Optional<ResultsTopic> results) {
        return new CustomerConfig(id, 1, List.of(), List.of(), results);
    }

    private static SluiceConfig customers(CustomerConfig... customers) {
        SluiceConfig sample = Samples.config();
        return new SluiceConfig(
                sample.kafkaDoor(),
                sample.providers(),
                sample.models(),
                List.of(customers),
                sample.prices(),
                sample.auditRootKey(),
                sample.requests(),
                sample.worker(),
                sample.registryUrl());
    }
}
