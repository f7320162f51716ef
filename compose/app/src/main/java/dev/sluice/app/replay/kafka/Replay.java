package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.KnownRequests;
import dev.sluice.app.replay.OffsetRange;
import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.app.replay.ReplayRules;
import dev.sluice.app.replay.Selection;
import dev.sluice.app.replay.Verdict;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.ingress.DeadlineWish;
import dev.sluice.dispatcher.admission.ingress.KeyCheck;
import dev.sluice.dispatcher.admission.ingress.RequestReader;
import dev.sluice.dispatcher.streams.admission.Letters;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.topic.Topics;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/**
 * Replays requests of one cluster: finds out how things stand, then publishes what has no good
 * result. Bodies are read twice and never kept. One thread.
 */
public final class Replay implements AutoCloseable {

    /**
     * What is asked for.
     *
     * @param deadline in place of the originals'
     */
    public record Order(Selection selection, ReplayRules rules, Optional<DeadlineWish> deadline) {}

    private final ClusterLink cluster;
    private final Order order;
    private final ActiveConfig config;
    private final VirtualKeys keys;
    private final ReplayProgress progress;
    private final InstantSource clock;
    private final Admin admin;
    private final TopicOffsets offsets;
    private final PartReader reader;
    private final RecordsAt records;
    private final ReplayForms forms;

    private Replay(
            ClusterLink cluster,
            Order order,
            ActiveConfig config,
            ReplaySigner signer,
            PrintWriter progress,
            InstantSource clock) {
        this.cluster = cluster;
        this.order = order;
        this.config = config;
        this.keys = VirtualKeys.of(config.config());
        this.progress = new ReplayProgress(progress, System::nanoTime);
        this.clock = clock;
        this.admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        this.offsets = new TopicOffsets(admin);
        this.reader = new PartReader(cluster.bootstrapServers(), this.progress);
        this.records = new RecordsAt(cluster.bootstrapServers());
        this.forms = new ReplayForms(Letters.of(cluster.registry()), order.deadline(), signer);
    }

    /**
     * @param secrets from a reference to the secret; asked where the Kafka door wants signatures
     * @param progress gets a line every two seconds while something takes long
     * @throws ReplayRefused where no configuration is in force, it has no such customer, or a
     *     signing root that is not here
     */
    public static Replay open(
            ClusterLink cluster,
            Order order,
            Function<SecretRef, String> secrets,
            PrintWriter progress,
            InstantSource clock) {
        ActiveConfig config =
                cluster.configInForce()
                        .orElseThrow(() ->
                                new ReplayRefused(
                                        "no configuration is in force that this release can read: start Sluice first"));
        order.rules().customer().ifPresent(customer -> check(customer, config));
        ReplaySigner signer = ReplaySigner.of(config.config(), secrets);
        return new Replay(cluster, order, config, signer, progress, clock);
    }

    private static void check(String customer, ActiveConfig config) {
        List<String> there =
                config.config().customers().stream().map(CustomerConfig::id).sorted().toList();
        if (!there.contains(customer)) {
            throw new ReplayRefused(
                    "there is no customer '%s' in the configuration in force (version %d): there are %s"
                            .formatted(customer, config.version(), some(there)));
        }
    }

    private static String some(List<String> names) {
        int max = 10;
        return String.join(", ", names.subList(0, Math.min(max, names.size())))
                + (names.size() > max ? " and " + (names.size() - max) + " more" : "");
    }

    /**
     * Reads the requests that are meant, all later ones for repeats of them, and what became of
     * both.
     *
     * @throws ReplayRefused where the offsets or the workflow are not there, or it is too much
     */
    public ReplayPlan plan() {
        Instant now = clock.instant();
        KnownRequests known = new KnownRequests(KnownRequests.MAX);
        RequestFinder finder =
                new RequestFinder(
                        reader, forms.letters(), keys, cluster.topics().requestsTopicId());
        finder.select(parts(), order.selection().workflow(), order.rules().customer(), known);
        if (finder.unreadable() > 0) {
            progress.say(
                    "%,d records in between are no requests: see inference.dead-letters"
                            .formatted(finder.unreadable()));
        }
        Optional<Instant> earliest = known.earliest();
        if (earliest.isEmpty()) {
            rejectUnknownWorkflow(finder);
            return new ReplayPlan(List.of(), new TreeMap<>());
        }
        // Clocks of two brokers differ too.
        Instant from = earliest.get().minus(EndFinder.CLOCKS_DIFFER_MAX);
        finder.relate(offsets.since(Topics.REQUESTS.name(), from), known);
        new EndFinder(reader, offsets, cluster.registry()).find(earliest.get(), known);
        return checked(ReplayPlan.of(known, order.rules(), now));
    }

    private SortedMap<Integer, OffsetRange> parts() {
        String topic = Topics.REQUESTS.name();
        return switch (order.selection().part()) {
            case Selection.Everything() -> offsets.all(topic);
            case Selection.Since(Instant time) -> offsets.since(topic, time);
            case Selection.Offsets wanted ->
                    new TreeMap<>(
                            Map.of(
                                    wanted.first().partition(),
                                    Selection.range(wanted, offsets.all(topic))));
        };
    }

    private void rejectUnknownWorkflow(RequestFinder finder) {
        order.selection()
                .workflow()
                .ifPresent(workflow -> {
                    throw new ReplayRefused(
                            "no request%s is of workflow '%s'%s"
                                    .formatted(
                                            order.rules()
                                                    .customer()
                                                    .map(it -> " of customer '" + it + "'")
                                                    .orElse(""),
                                            workflow,
                                            finder.otherWorkflows().isEmpty()
                                                    ? ": those that were looked at name no workflow"
                                                    : "; others are "
                                                            + String.join(
                                                                    ", ",
                                                                    finder.otherWorkflows())));
                });
    }

    private ReplayPlan checked(ReplayPlan plan) {
        boolean none =
                plan.items().stream().noneMatch(item -> item.verdict() instanceof Verdict.Wanted);
        return none
                ? plan // a reader needs a second for its tables
                : new ReplayCheck(records, forms, reader(), progress, clock).check(plan);
    }

    /** Signatures are made when it is published: what was good then is good here. */
    private RequestReader reader() {
        return new RequestReader(config, KeyCheck.trusting(config.config()));
    }

    /**
     * Publishes what is ready.
     *
     * @param published gets the original's id and the new one, when Kafka has it
     * @throws ReplayRefused where Kafka takes no more
     */
    public void publish(ReplayPlan plan, BiConsumer<RequestId, RequestId> published) {
        Map<RequestId, RequestId> roots = new HashMap<>();
        List<RequestId> ids = new ArrayList<>();
        for (ReplayPlan.Item item : plan.items()) {
            if (item.verdict() instanceof Verdict.Ready ready) {
                ids.add(item.request().id());
                roots.put(item.request().id(), ready.wanted().root());
            }
        }
        String topicId = cluster.topics().requestsTopicId();
        try (ReplayPublisher publisher =
                new ReplayPublisher(
                        cluster.bootstrapServers(),
                        forms.letters(),
                        keys,
                        cluster.topics().stagePartitions(),
                        published)) {
            records.read(
                    ids,
                    record -> {
                        RequestId id = new RequestId(topicId, record.partition(), record.offset());
                        RequestId root = roots.getOrDefault(id, id);
                        publisher.publish(id, record, forms.of(record, root, clock.instant()));
                    });
            publisher.finish();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
