package dev.sluice.integration;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsContext;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Made by Kafka in each client that has it as a property: tells which clients those were. */
public final class SeenClients implements MetricsReporter {

    /** By the name space of their metrics, such as {@code kafka.producer}. */
    static final List<String> SEEN = new CopyOnWriteArrayList<>();

    @Override
    public void contextChange(MetricsContext context) {
        SEEN.add(context.contextLabels().get(MetricsContext.NAMESPACE));
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
}
