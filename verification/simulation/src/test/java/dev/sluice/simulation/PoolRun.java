package dev.sluice.simulation;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.dispatcher.streams.admission.AdmissionStage;
import dev.sluice.dispatcher.streams.placement.PlacementStage;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.FickleRegistry;
import dev.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One scenario from the first request to the last result. One thread. */
final class PoolRun implements AutoCloseable {

    /** A result, and when it came. */
    record Answer(double at, InferenceResult result) {}

    private final Scenario scenario;
    private final Timeline time = new Timeline();
    private final Random random;
    private final VirtualProvider provider;
    private final Map<Integer, LaneHost> hosts = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final IdleKeys idle;
    private final StageDriver admission;
    private final StageDriver placement;
    private final Consumer<InferenceRequest> requests;

    PoolRun(Scenario scenario, long seed, Path folder) {
        this.scenario = scenario;
        this.random = new Random(seed);
        this.provider = new VirtualProvider(time, scenario);
        ActiveConfig config = Worlds.of(scenario);
        FickleRegistry registry = new FickleRegistry();
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
        admission =
                new StageDriver(
                        "admission",
                        AdmissionStage.topology(
                                config,
                                registry,
                                Samples.TOPIC_ID,
                                SecretResolver.of(Map.of())::resolve,
                                time,
                                time::nanos),
                        time,
                        registry,
                        folder);
        placement =
                new StageDriver(
                        "placement",
                        PlacementStage.topology(config, registry, time, time::nanos),
                        time,
                        registry,
                        folder);
        requests = admission.input(Topics.REQUESTS);
        connect(config);
        idle = new IdleKeys(time, provider, scenario, this::unanswered);
    }

    private void connect(ActiveConfig config) {
        Consumer<AttemptEnd> ends = over(admission.input(Topics.OUTCOMES));
        Consumer<AdmittedEvent> admitted = over(placement.input(Topics.ADMITTED));
        Consumer<LaneAnnouncement> announced = over(placement.input(Topics.LANE_EVENTS));
        admission.onOutput(Topics.ADMITTED, admitted);
        admission.onOutput(
                Topics.RESULTS, result -> answers.add(new Answer(time.seconds(), result)));
        placement.onOutput(Topics.OUTCOMES, ends);
        config.lanePartitions().values().stream()
                .distinct()
                .sorted()
                .forEach(partition -> host(partition, config, ends, announced));
        Hop work = hop();
        placement.onOutput(
                Topics.WORK,
                leased -> {
                    LaneHost host = hosts.get(config.lanePartitions().get(leased.getLane()));
                    work.send(() -> java.util.Objects.requireNonNull(host).arrived(leased));
                });
    }

    private void host(
            int partition,
            ActiveConfig config,
            Consumer<AttemptEnd> ends,
            Consumer<LaneAnnouncement> announced) {
        hosts.put(
                partition,
                new LaneHost(
                        partition,
                        config,
                        time,
                        new Random(random.nextLong()),
                        provider,
                        this::latency,
                        ends,
                        announced));
    }

    /** A crossing takes what a commit each 5 ms and a poll make of it. */
    private Hop hop() {
        return new Hop(time, new Random(random.nextLong()), 2, 10);
    }

    private <V> Consumer<V> over(Consumer<V> reader) {
        Hop hop = hop();
        return value -> hop.send(() -> reader.accept(value));
    }

    private Duration latency() {
        long least = scenario.latencyMin().toMillis();
        long spread = scenario.latencyMax().toMillis() - least;
        return Duration.ofMillis(least + (long) (random.nextDouble() * spread));
    }

    /** Publishes everything at once, and waits for all results. */
    PoolOutcome play() {
        time.runUntil(() -> false, Duration.ofMillis(200));
        double began = time.seconds();
        inRandomOrder().forEach(requests);
        time.runUntil(() -> unanswered() == 0, scenario.deadline().plusSeconds(10));
        return new PoolOutcome(
                scenario,
                began,
                List.copyOf(provider.calls()),
                List.copyOf(answers),
                new TreeMap<>(idle.longest()));
    }

    private List<InferenceRequest> inRandomOrder() {
        List<InferenceRequest> all = new ArrayList<>();
        for (int customer = 0; customer < scenario.customers().size(); customer++) {
            for (int n = 0; n < scenario.customers().get(customer); n++) {
                all.add(request(customer, n));
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    private InferenceRequest request(int customer, int n) {
        return InferenceRequest.newBuilder()
                .setVirtualKey(Worlds.virtualKey(customer))
                .setCustomId(Worlds.customId(customer, n, scenario.standInAllowed(n)))
                .setFallback(scenario.standInAllowed(n) ? Fallback.ALLOWED : Fallback.NONE)
                .setDeadline(time.instant().plus(scenario.deadline()))
                .setBody(new Body(Samples.chatBody("hello")))
                .build();
    }

    private int unanswered() {
        return scenario.requests() - answers.size();
    }

    @Override
    public void close() {
        admission.close();
        placement.close();
    }
}
