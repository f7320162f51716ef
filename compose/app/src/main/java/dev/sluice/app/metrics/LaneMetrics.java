package dev.sluice.app.metrics;

import dev.sluice.app.keys.CallRatios;
import dev.sluice.app.keys.LaneNews;
import dev.sluice.schemas.record.KeyStanding;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.LaneCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The lanes of this process in Prometheus' text format. Made anew at each call: a lane that went to
 * another worker is not told by two.
 */
public final class LaneMetrics {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Set<Tags> told = new HashSet<>();
    private final Instant now;

    private LaneMetrics(Instant now) {
        this.now = now;
    }

    /**
     * @param announced the newest announcement of each model group of each lane
     */
    public static String text(List<LaneAnnouncement> announced, Instant now) {
        LaneMetrics metrics = new LaneMetrics(now);
        announced.stream()
                .filter(each -> each.getAt().plus(LaneNews.SILENT_AFTER).isAfter(now))
                .forEach(metrics::add);
        String text = metrics.registry.scrape();
        metrics.registry.close();
        return text;
    }

    private void add(LaneAnnouncement lane) {
        Tags tags =
                Tags.of(
                        "provider",
                        provider(lane),
                        "lane",
                        lane.getLane(),
                        "group",
                        lane.getModelGroup());
        LaneCounts counts = lane.getCounts().orElseGet(() -> LaneCounts.newBuilder().build());
        count("calls", "Calls that were started", tags, counts, LaneCounts::getCalls);
        count("answered", "Calls that were answered", tags, counts, LaneCounts::getAnswered);
        count("rate.limited", "Calls refused for rate", tags, counts, LaneCounts::getRateLimited);
        count(
                "failed",
                "Calls without an answer by no fault of the caller",
                tags,
                counts,
                LaneCounts::getFailed);
        count(
                "retries",
                "Calls for requests that had failed before",
                tags,
                counts,
                LaneCounts::getRetries);
        gauge("lane.in.flight", "Calls under way", tags, lane::getInFlight);
        CallRatios ratios = CallRatios.of(counts);
        gauge("lane.retry.ratio", "Retries by calls", tags, ratios::retry);
        gauge("lane.waste.ratio", "Calls without use by calls", tags, ratios::waste);
        ratios.amplification()
                .ifPresent(value ->
                        gauge("lane.amplification", "Calls by answers", tags, () -> value));
        state("lane", tags, lane.getCondition(), lane.getUntil());
        lane.getKeys().forEach(key -> key(lane, key));
    }

    /** All groups of a lane tell the same keys: the first one counts. */
    private void key(LaneAnnouncement lane, KeyStanding key) {
        Tags tags =
                Tags.of("provider", provider(lane), "lane", lane.getLane(), "key", key.getKey());
        if (told.add(tags)) {
            state("key", tags, key.getCondition(), key.getUntil());
        }
    }

    /** One of the states is 1, so that each can be summed over lanes. */
    private void state(String what, Tags tags, LaneCondition condition, Optional<Instant> until) {
        for (LaneCondition each : LaneCondition.values()) {
            gauge(
                    what + ".state",
                    "1 for the state that it is in",
                    tags.and("state", each.name().toLowerCase(Locale.ROOT)),
                    () -> each == condition ? 1 : 0);
        }
        double seconds =
                until.map(time -> Duration.between(now, time).toMillis() / 1000.0).orElse(0.0);
        gauge(
                what + ".cooldown.seconds",
                "Until calls start again; 0 where no time brings that",
                tags,
                () -> Math.max(0, seconds));
    }

    private void count(
            String name,
            String help,
            Tags tags,
            LaneCounts counts,
            ToDoubleFunction<LaneCounts> value) {
        FunctionCounter.builder("sluice.lane." + name, counts, value)
                .description(help)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String help, Tags tags, Supplier<Number> value) {
        Gauge.builder("sluice." + name, value)
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static String provider(LaneAnnouncement lane) {
        int slash = lane.getLane().indexOf('/');
        return slash < 0 ? lane.getLane() : lane.getLane().substring(0, slash);
    }
}
