package dev.sluice.app.sim;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what each call gets: it knows no socket and reads no clock. A call arrives, is let in or
 * refused, and departs when its time is over. Shared by all connections.
 */
final class SimulatedProvider {

    /** What came of an arrival. */
    sealed interface Arrival {
        record Refused(Reply.Whole reply) implements Arrival {}

        /**
         * The call holds a slot of its key until it {@link #depart}s.
         *
         * @param time how long it takes
         */
        record Admitted(
                KeyDesk desk,
                ChatRequest request,
                SimulatorConfig.Model model,
                Optional<Fault> fault,
                long number,
                Duration time)
                implements Arrival {}
    }

    private final SimulatorConfig config;
    private final Map<String, KeyDesk> bySecret;
    private final Map<String, SimulatorConfig.Model> models;
    private final FaultPlan faults;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();
    private final AtomicReference<OptionalLong> firstCallAt =
            new AtomicReference<>(OptionalLong.empty());

    SimulatedProvider(SimulatorConfig config, FaultPlan faults, long now) {
        this.config = config;
        this.faults = faults;
        this.bySecret =
                config.keys().stream()
                        .collect(
                                Collectors.toMap(
                                        SimulatorConfig.Key::secret,
                                        key -> KeyDesk.open(key, config, now),
                                        (one, _) -> one,
                                        LinkedHashMap::new));
        this.models =
                config.models().stream()
                        .collect(
                                Collectors.toMap(SimulatorConfig.Model::name, Function.identity()));
    }

    Arrival arrive(String secret, byte[] body, long now) {
        Duration age = age(now);
        KeyDesk desk = bySecret.get(secret);
        if (desk == null) {
            strangers.incrementAndGet();
            return new Arrival.Refused(error(ApiError.unknownKey(), Map.of()));
        }
        desk.otherUser().ifPresent(other -> other.callUntil(now));
        Optional<Fault> fate = desk.key().troubles().fate(age);
        if (fate.filter(Fault.UNAUTHORIZED::equals).isPresent()) {
            return failed(desk, ApiError.unknownKey(), now);
        }
        return switch (ChatRequest.read(body)) {
            case ChatRequest.Reading.Bad(String why) -> failed(desk, ApiError.badRequest(why), now);
            case ChatRequest.Reading.Good(ChatRequest request) -> admit(desk, request, fate, now);
        };
    }

    /** Frees the slot and writes the tally before anybody sees the answer. */
    Reply depart(Arrival.Admitted call, long now) {
        KeyDesk desk = call.desk();
        ChatAnswer answer = ChatAnswer.to(call.request());
        desk.meter().leave();
        if (call.fault().map(fault -> fault.bill() == Fault.Bill.SENT).orElse(true)) {
            desk.tally().bill(call.model(), answer.usage());
        }
        if (call.fault().map(SimulatedProvider::isAnswer).orElse(true)) {
            desk.tally().answered();
        } else {
            desk.tally().failed();
        }
        return reply(call, answer, announced(desk.meter().limits(now)));
    }

    Tally tally() {
        List<Tally.OfKey> keys =
                bySecret.values().stream().map(desk -> desk.tally().snapshot()).toList();
        return new Tally(keys, strangers.get());
    }

    /** Calls of other users, by key; keys that have none are left out. */
    Map<String, OtherUser.Standing> otherUsers() {
        Map<String, OtherUser.Standing> others = new LinkedHashMap<>();
        bySecret.values()
                .forEach(desk ->
                        desk.otherUser()
                                .ifPresent(user -> others.put(desk.key().id(), user.standing())));
        return others;
    }

    private Duration age(long now) {
        OptionalLong first =
                firstCallAt.updateAndGet(at -> at.isPresent() ? at : OptionalLong.of(now));
        return Duration.ofNanos(now - first.orElse(now));
    }

    private Arrival admit(KeyDesk desk, ChatRequest request, Optional<Fault> fate, long now) {
        SimulatorConfig.Model model = models.get(request.model());
        if (model == null) {
            return failed(desk, ApiError.unknownModel(request.model()), now);
        }
        ChatAnswer.Usage usage = ChatAnswer.to(request).usage();
        return switch (desk.meter().enter(usage.promptTokens() + usage.completionTokens(), now)) {
            case KeyMeter.Verdict.Refused refused -> {
                desk.tally().refused429();
                ApiError error = ApiError.overLimit(request.model(), refused);
                yield new Arrival.Refused(
                        error(config.announces().told(error), announced(refused.limits())));
            }
            case KeyMeter.Verdict.Admitted _ -> admitted(desk, request, model, fate);
        };
    }

    private Arrival admitted(
            KeyDesk desk, ChatRequest request, SimulatorConfig.Model model, Optional<Fault> fate) {
        long number = calls.incrementAndGet();
        Optional<Fault> fault =
                request.wishes().fault().or(() -> fate).or(() -> faults.next(desk.key().id()));
        Duration time = request.wishes().latency().orElse(config.latency()).plus(jitter(number));
        if (fault.filter(Fault.SLOW::equals).isPresent()) {
            time = time.plus(config.slowness());
        }
        return new Arrival.Admitted(desk, request, model, fault, number, time);
    }

    private Duration jitter(long number) {
        long span = config.jitter().toNanos() + 1;
        return Duration.ofNanos(Math.floorMod(number * 0x9E3779B97F4A7C15L, span));
    }

    private Arrival failed(KeyDesk desk, ApiError error, long now) {
        desk.tally().failed();
        return new Arrival.Refused(error(error, announced(desk.meter().limits(now))));
    }

    private Map<String, String> announced(KeyLimits limits) {
        return config.announces().limits(limits);
    }

    private static boolean isAnswer(Fault fault) {
        return fault == Fault.SLOW || fault == Fault.NO_USAGE;
    }

    private static Reply reply(
            Arrival.Admitted call, ChatAnswer answer, Map<String, String> limits) {
        Map<String, String> headers = new LinkedHashMap<>(limits);
        headers.put("x-request-id", "req-" + call.number());
        Reply.Whole whole = Reply.Whole.json(200, headers, answer.json(call.number()));
        if (call.fault().isEmpty()) {
            return whole;
        }
        return switch (call.fault().get()) {
            case SLOW -> whole;
            case HANG -> new Reply.Never();
            case RESET -> new Reply.Closed();
            case HALF_BODY -> new Reply.Half(whole);
            case NO_USAGE -> Reply.Whole.json(200, headers, answer.jsonWithoutUsage(call.number()));
            case HTML, NOT_JSON, ERROR_IN_200, HUGE, REDIRECT ->
                    FaultyReplies.of(call.fault().get(), whole);
            case SERVER_ERROR -> error(ApiError.serverError(), headers);
            case OVERLOADED -> error(ApiError.overloaded(), headers);
            case UNAUTHORIZED -> error(ApiError.keyRevoked(call.desk().key().secret()), headers);
            case RATE_LIMITED -> error(ApiError.rateLimited(), headers);
            case UNPAID -> error(ApiError.unpaid(), headers);
        };
    }

    private static Reply.Whole error(ApiError error, Map<String, String> limits) {
        Map<String, String> headers = new LinkedHashMap<>(limits);
        error.pause()
                .ifPresent(pause -> {
                    long millis = KeyLimits.ceilMillis(pause);
                    headers.put("retry-after", "" + Math.ceilDiv(millis, 1_000L));
                    headers.put("retry-after-ms", "" + millis);
                });
        return Reply.Whole.json(error.status(), headers, error.json());
    }
}
