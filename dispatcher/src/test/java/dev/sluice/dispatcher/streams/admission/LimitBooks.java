package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds the limits in force against what the world has seen and against what is stored. Windows are
 * looked at in time that really passed, whatever the clock shows.
 */
final class LimitBooks {

    private static final Duration WINDOW = Agents.MINUTE.length();

    private final World world;
    private final ChangingLimits limits;
    private final Set<String> live = new LinkedHashSet<>();
    private final Set<Opened> uncounted = new HashSet<>();
    private int accepted;

    /** How often a limit was found below its use. */
    int shrunk;

    /** When the clock was set back last, in time that really passed. */
    private Instant setBackAt = Instant.MIN;

    LimitBooks(World world, ChangingLimits limits) {
        this.world = world;
        this.limits = limits;
    }

    void clockWasSetBack() {
        setBackAt = world.real;
    }

    /**
     * QuotaNeverExceeded: who is admitted fits under the limits in force then, so that nobody is
     * while use is above one. What takes over a reservation is not admitted again.
     *
     * @param from the first attempt that was opened since the last look
     */
    void quotaNeverExceeded(int from) {
        List<Opened> fresh = world.opened.subList(from, world.opened.size());
        fresh.forEach(this::note);
        for (Opened each : fresh) {
            if (each.takesOver) {
                continue;
            }
            assertThat(limits.has(each.virtualKey()))
                    .as("QuotaNeverExceeded: a key that is gone has no limits")
                    .isTrue();
            limits.ofKey(each.virtualKey())
                    .forEach((path, most) -> {
                        if (isFree(each, LimitPath.parse(path))) {
                            return;
                        }
                        assertThat(used(LimitPath.parse(path)))
                                .as("QuotaNeverExceeded: %s, as the world saw it", path)
                                .isLessThanOrEqualTo(most);
                        assertThat(stored(path))
                                .as("QuotaNeverExceeded: %s, as it is stored", path)
                                .isLessThanOrEqualTo(most);
                    });
        }
    }

    private boolean isFree(Opened each, LimitPath path) {
        return path.counted() == Counted.REQUESTS && uncounted.contains(each);
    }

    private long stored(String path) {
        LimitUse use = world.state().use(LimitPath.parse(path));
        return use.total() + use.held();
    }

    private long used(LimitPath path) {
        Stream<Opened> here =
                world.opened.stream().filter(each -> each.limits.contains(path.text()));
        return switch (path.counted()) {
            case REQUESTS -> requests(here);
            case CONCURRENT -> here.filter(each -> each.endedAt.isEmpty()).count();
            case TOKENS -> here.filter(this::recent).mapToLong(it -> it.input + it.output).sum();
            case OUTPUT_TOKENS -> here.filter(this::recent).mapToLong(each -> each.output).sum();
            case INPUT_TOKENS -> here.filter(this::thisMinute).mapToLong(each -> each.input).sum();
            case USD ->
                    here.filter(each -> recent(each) || each.endedAt.isEmpty())
                            .mapToLong(each -> each.picos)
                            .sum();
        };
    }

    /** One that was counted before, as a request that joined another one, is not again. */
    private long requests(Stream<Opened> here) {
        return here.filter(Opened::costs)
                .filter(each -> !uncounted.contains(each))
                .filter(this::recent)
                .count();
    }

    private void note(Opened each) {
        boolean counts =
                world.state()
                        .request(each.attempt.getRequestId())
                        .flatMap(LimitBooks::hold)
                        .filter(hold -> hold.need().requests() > 0)
                        .isPresent();
        if (!counts) {
            uncounted.add(each);
        }
    }

    private boolean recent(Opened each) {
        return each.reallyAt.isAfter(world.real.minus(WINDOW));
    }

    /** A minute that the clock shows twice may be used twice. */
    private boolean thisMinute(Opened each) {
        return !each.at.isBefore(world.now.truncatedTo(ChronoUnit.MINUTES))
                && !each.reallyAt.isBefore(setBackAt);
    }

    /**
     * NoSlotLeaks and ReservedNeverNegative: what is held at a limit is what the requests hold that
     * are stored, no more and no less; and nothing was ever taken below zero.
     */
    void heldIsWhatRequestsHold() {
        List<Hold> holds = holds();
        for (LimitUse use : WorldInvariants.uses(world)) {
            assertThat(use.held()).as("ReservedNeverNegative").isNotNegative();
            assertThat(use.ring())
                    .as("ReservedNeverNegative")
                    .satisfies(ring ->
                            assertThat(Arrays.stream(ring).min().orElse(0)).isNotNegative());
            assertThat(use.total()).isEqualTo(Arrays.stream(use.ring()).sum());
        }
        for (ChangingLimits.Kind kind : ChangingLimits.Kind.values()) {
            LimitPath path = LimitPath.parse(kind.path("k1"));
            if (path.counted() == Counted.CONCURRENT || path.counted() == Counted.USD) {
                assertThat(world.state().use(path).held())
                        .as("NoSlotLeaks: %s", path)
                        .isEqualTo(heldAt(path, holds));
            }
        }
        shrunk += shrunkNow();
    }

    private int shrunkNow() {
        return (int)
                limits.ofKey("k1").entrySet().stream()
                        .filter(each -> stored(each.getKey()) > each.getValue())
                        .count();
    }

    private static long heldAt(LimitPath path, List<Hold> holds) {
        return holds.stream()
                .filter(hold -> hold.slots().stream().anyMatch(slot -> slot.path().equals(path)))
                .mapToLong(hold -> path.counted() == Counted.USD ? hold.need().picos() : 1)
                .sum();
    }

    private List<Hold> holds() {
        List<String> ids = List.copyOf(world.accepted.keySet());
        live.addAll(ids.subList(accepted, ids.size()));
        accepted = ids.size();
        live.removeIf(id -> world.state().request(id).filter(LimitBooks::mayHold).isEmpty());
        return live.stream()
                .flatMap(id -> world.state().request(id).stream())
                .flatMap(state -> hold(state).stream())
                .toList();
    }

    private static boolean mayHold(RequestState state) {
        return !(state.phase() instanceof Phase.Remembered);
    }

    private static Optional<Hold> hold(RequestState state) {
        return switch (state.phase()) {
            case Phase.InFlight(_, Hold hold, _) -> Optional.of(hold);
            case Phase.Withdrawing(_, Hold hold) -> Optional.of(hold);
            case Phase.Draining(_, Hold hold) -> Optional.of(hold);
            case Phase.Delayed(_, Hold carried) -> Optional.of(carried);
            case Phase.DelayedAnew _, Phase.Parked _, Phase.Joined _, Phase.Remembered _ ->
                    Optional.empty();
        };
    }
}
