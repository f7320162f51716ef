package dev.sluice.worker.lane.health;

import dev.sluice.config.BreakerPolicy;
import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which calls of one lane may start, given how earlier ones ended. Three things can be in the way:
 * the group of models rests on all keys (rate limits: the keys of a scope share them), a key rests
 * (its secret, its account, an order), or a model fails too often (its breaker). Owned by the
 * lane's thread.
 */
public final class LaneHealth {

    private final Lane lane;
    private final RestRules rules;
    private final BreakerPolicy breaker;
    private final KeyRing keys;
    private final Map<String, Rest> groups = new TreeMap<>();
    private final Map<String, Breaker> breakers = new TreeMap<>();

    public LaneHealth(Lane lane, WorkerPolicy policy) {
        this.lane = lane;
        rules = RestRules.of(policy.cooldowns(), policy.callTimeout());
        breaker = policy.breaker();
        keys = new KeyRing(lane.keys(), rules);
    }

    /** Whether a call of this model may start. */
    public boolean permits(String group, String model, long now) {
        return group(group).open(now) && breaker(model, now).open(now) && keys.anyOpen(now);
    }

    /** Leave for one call, if it may start. */
    public Optional<Permit> permit(String group, String model, long now) {
        return permits(group, model, now)
                ? keys.next(now).map(key -> permit(key, group, model, now))
                : Optional.empty();
    }

    private Permit permit(ProviderConfig.Key key, String group, String model, long now) {
        Set<Permit.Level> finds = EnumSet.noneOf(Permit.Level.class);
        if (group(group).begin(now)) {
            finds.add(Permit.Level.GROUP);
        }
        if (keys.rest(key.id()).filter(rest -> rest.begin(now)).isPresent()) {
            finds.add(Permit.Level.KEY);
        }
        if (breaker(model, now).begin(now)) {
            finds.add(Permit.Level.MODEL);
        }
        return new Permit(key, group, model, finds);
    }

    /** Whether the call may still be made: much may happen between leave and call. */
    public boolean stands(Permit permit, long now) {
        String key = permit.key().id();
        return keys.orderedOpen(key, now)
                && (permit.finds().contains(Permit.Level.GROUP) || group(permit.group()).open(now))
                && (permit.finds().contains(Permit.Level.MODEL)
                        || breaker(permit.model(), now).open(now))
                && (permit.finds().contains(Permit.Level.KEY)
                        || keys.rest(key).filter(rest -> rest.open(now)).isPresent());
    }

    /** The call was not made. */
    public void returned(Permit permit) {
        restsOf(permit, permit.finds()).forEach(Rest::back);
        if (permit.finds().contains(Permit.Level.MODEL)) {
            Optional.ofNullable(breakers.get(permit.model())).ifPresent(Breaker::back);
        }
    }

    /**
     * Learns from a call.
     *
     * @param sentAt when it went out: one from before a rest does not end it
     * @param given how long it could take
     * @param dice 0 to 1, 1 excluded, another for each call: spreads rests for which nobody named a
     *     time
     */
    public void ended(
            Permit permit,
            CallOutcome outcome,
            long sentAt,
            Duration given,
            long now,
            double dice) {
        Verdict verdict = Verdict.of(outcome, given, Duration.ofNanos(rules.callMax()));
        switch (Refusal.of(outcome)) {
            case Refusal.CoolGroup(Cause cause, Optional<Duration> said) ->
                    group(permit.group()).refuse(new Refused(cause, said, sentAt, dice), now);
            case Refusal.DisableKey(Cause cause) ->
                    keys.rest(permit.key().id())
                            .ifPresent(rest ->
                                    rest.refuse(
                                            new Refused(cause, Optional.empty(), sentAt, dice),
                                            now));
            case Refusal.Nothing _ -> {}
        }
        if (verdict == Verdict.WORKS) {
            restsOf(permit, EnumSet.allOf(Permit.Level.class))
                    .forEach(rest -> rest.accept(sentAt, now));
        }
        returned(permit);
        breaker(permit.model(), now).ended(verdict, sentAt, now);
    }

    /** Somebody ordered that a key is left alone, as long as this condition lasts. */
    public void order(String key, Condition ordered) {
        keys.order(key, ordered);
    }

    /**
     * Somebody ordered that a key takes part again: what was in its way up to then is forgotten,
     * also what is in the way of all keys of the lane.
     */
    public void enable(String key, long upTo, long now) {
        keys.order(key, new Condition.Available());
        keys.rest(key).ifPresent(rest -> rest.clear(upTo, now));
        groups.values().forEach(rest -> rest.clear(upTo, now));
        breakers.values().forEach(each -> each.clear(now));
    }

    /** How one group of models stands. */
    public Health health(String group, long now) {
        List<Health.KeyState> states = keys.states(now);
        return new Health(
                group(group).condition(now).orLonger(keys.condition(now)),
                states,
                broken(group, now));
    }

    private List<Health.Broken> broken(String group, long now) {
        List<Health.Broken> broken = new ArrayList<>();
        breakers.forEach((model, each) -> {
            if (lane.group(group).filter(known -> known.serves(model)).isPresent()) {
                each.brokenUntil(now)
                        .ifPresent(until -> broken.add(new Health.Broken(model, until)));
            }
        });
        return broken;
    }

    /** When something changes if nothing but time passes. */
    public long nextChange(long now) {
        long next = keys.nextChange(now);
        for (Rest rest : groups.values()) {
            next = Math.min(next, rest.nextChange(now));
        }
        for (Breaker each : breakers.values()) {
            next = Math.min(next, each.nextChange(now));
        }
        return next;
    }

    /** What is to be written down since it was last asked. */
    public List<Memory> changes(long now) {
        return subjects()
                .flatMap(s -> rest(s).flatMap(rest -> rest.change(s, now)).stream())
                .toList();
    }

    /** What a next owner has to know. */
    public List<Memory> memories(long now) {
        return subjects()
                .flatMap(s -> rest(s).flatMap(rest -> rest.memory(s, now)).stream())
                .toList();
    }

    /** What a former owner knew; of a key or group that is no longer there nothing. */
    public void recall(Memory memory, long now) {
        rest(memory.subject()).ifPresent(rest -> rest.recall(memory, now));
    }

    /** The only key's id, where there is only one. */
    public Optional<String> onlyKey() {
        return keys.only();
    }

    private Stream<Subject> subjects() {
        return Stream.concat(
                groups.keySet().stream().map(Subject::ofGroup),
                keys.ids().stream().map(Subject::ofKey));
    }

    private Optional<Rest> rest(Subject subject) {
        return subject.key().isPresent()
                ? keys.rest(subject.key().get())
                : Optional.of(group(subject.group()));
    }

    private List<Rest> restsOf(Permit permit, Set<Permit.Level> levels) {
        List<Rest> rests = new ArrayList<>();
        if (levels.contains(Permit.Level.GROUP)) {
            rests.add(group(permit.group()));
        }
        if (levels.contains(Permit.Level.KEY)) {
            keys.rest(permit.key().id()).ifPresent(rests::add);
        }
        return rests;
    }

    /** A group that the configuration does not know is the one of all others. */
    private Rest group(String group) {
        String known = lane.group(group).map(ModelGroup::id).orElse(ModelGroup.OTHERS);
        return groups.computeIfAbsent(known, _ -> new Rest(rules));
    }

    private Breaker breaker(String model, long now) {
        return breakers.computeIfAbsent(model, _ -> new Breaker(breaker, now));
    }
}
