package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.Price;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Window;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Three virtual keys of one team under limits that bind, and random requests of theirs. */
final class Agents {

    static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    static final long REQUESTS_OF_KEY = 12;
    static final long TOKENS_OF_TEAM = 6_000;
    static final long OUTPUT_OF_TEAM = 3_500;
    static final long INPUT_OF_CUSTOMER = 4_500;
    static final int CONCURRENT_OF_TEAM = 4;
    static final long PICOS_OF_CUSTOMER = Samples.price().cost(2_500, 2_000);

    static final List<String> KEYS = List.of("k1", "k2", "k3");

    private final Random random;
    private long offset;

    Agents(Random random) {
        this.random = random;
    }

    static ActiveConfig config() {
        return new ChangingLimits().config();
    }

    /** The keys that are given, all of them in one team, each with the limits of a key. */
    static ActiveConfig config(
            long version,
            List<Limit> ofCustomer,
            List<Limit> ofTeam,
            List<Limit> ofKey,
            Collection<String> keys) {
        SluiceConfig sample = Samples.config();
        CustomerConfig.Team team =
                new CustomerConfig.Team(
                        "research",
                        ofTeam,
                        keys.stream().map(id -> virtualKey(id, ofKey)).toList());
        ActiveConfig first =
                Samples.active(
                        new SluiceConfig(
                                sample.kafkaDoor(),
                                sample.providers(),
                                models(),
                                List.of(new CustomerConfig("acme", 1, ofCustomer, List.of(team))),
                                List.of(Samples.price(), Price.of("spare", 400_000_000_000L, 0)),
                                sample.auditRootKey(),
                                RequestPolicy.DEFAULT,
                                sample.worker(),
                                sample.registryUrl()));
        return new ActiveConfig(
                version, first.config(), first.lanes(), first.lanePartitions(), first.prices());
    }

    private static CustomerConfig.VirtualKey virtualKey(String id, List<Limit> limits) {
        return new CustomerConfig.VirtualKey(
                id, Samples.SECRET_SHA256, Set.of("gpt-4o-mini", "spare"), limits);
    }

    private static List<ModelConfig> models() {
        return List.of(
                new ModelConfig(
                        "gpt-4o-mini",
                        "sim",
                        "gpt-4o-mini",
                        1024,
                        List.of(),
                        List.of("spare"),
                        ModelConfig.Affinity.NONE),
                new ModelConfig("spare", "sim", "spare-1", 90));
    }

    IncomingRequest request(Instant now) {
        String id = Samples.requestId(offset++);
        String key = KEYS.get(random.nextInt(KEYS.size()));
        Tenant tenant = new Tenant("acme", "research", key);
        int input = 1 + random.nextInt(random.nextInt(20) == 0 ? 8_000 : 800);
        int output = 1 + random.nextInt(800);
        Instant deadline = now.plusMillis(1 + random.nextInt(30_000));
        RequestFacts facts =
                new RequestFacts(
                        id,
                        tenant,
                        "gpt-4o-mini",
                        now,
                        deadline,
                        random.nextInt(5) == 0
                                ? RequestFacts.Calls.ONCE
                                : RequestFacts.Calls.REPEATABLE,
                        random.nextInt(10) == 0 ? OnLimit.REJECT : OnLimit.PARK,
                        claim(),
                        echo(),
                        wishes());
        Attempt draft =
                Attempt.newBuilder(Samples.attempt(id))
                        .setTenant(tenant)
                        .setInputTokens(input)
                        .setMaxOutputTokens(output)
                        .setReservation(
                                new Reservation(
                                        Samples.price().cost(input, output), Samples.price().id()))
                        .setDeadline(deadline)
                        .setAcceptedAt(now)
                        .setAdmittedAt(now)
                        .build();
        return new IncomingRequest(facts, draft);
    }

    /** Few workflows, so that pins are met again. */
    private RequestFacts.Echo echo() {
        return new RequestFacts.Echo(
                Optional.empty(),
                Optional.of("run-" + random.nextInt(30)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private RequestFacts.Wishes wishes() {
        return new RequestFacts.Wishes(
                random.nextBoolean() ? Fallback.ALLOWED : Fallback.NONE,
                random.nextInt(5) == 0 ? OnUnreachable.REFUSE : OnUnreachable.WAIT,
                random.nextInt(3) == 0
                        ? RequestFacts.Wishes.Pinning.WORKFLOW
                        : RequestFacts.Wishes.Pinning.NONE,
                caching());
    }

    /** Few equal ones, and answers that soon are too old. */
    private Optional<RequestFacts.Caching> caching() {
        return random.nextInt(4) == 0
                ? Optional.of(
                        new RequestFacts.Caching(
                                "digest-" + random.nextInt(6),
                                Duration.ofSeconds(1 + random.nextInt(20))))
                : Optional.empty();
    }

    /** Somebody cancels one of the last requests, or one that is still to come. */
    Cancel cancel() {
        long which = Math.max(0, offset + 2 - random.nextInt(12));
        Tenant by = new Tenant("acme", "research", KEYS.get(random.nextInt(KEYS.size())));
        return new Cancel(Samples.requestId(which), by, Optional.empty());
    }

    /** Few keys and fewer bodies, so that there are repeats and conflicts. */
    private Optional<RequestFacts.Claim> claim() {
        return random.nextInt(4) == 0
                ? Optional.of(
                        new RequestFacts.Claim(
                                "key-" + random.nextInt(40),
                                random.nextInt(5) == 0 ? "other body" : "body"))
                : Optional.empty();
    }
}
