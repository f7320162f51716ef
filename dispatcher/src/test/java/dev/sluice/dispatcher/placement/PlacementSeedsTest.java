package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.RequestPolicy;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.OpenBreaker;
import dev.sluice.schemas.record.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories with restarts, repetitions and old news; the invariants name what broke. */
class PlacementSeedsTest {

    private static final int STEPS = 1_500;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<String> MODELS = List.of("m", "m", "m", "n", "unserved");
    private static final RequestPolicy POLICY = Desk.policy(6, 3);

    /** Two providers and two pools; of lane {@code d} each model group is in another. */
    private static final List<Lane> LANES =
            List.of(
                    Desk.lane("a", "sim", 1, "m"),
                    Desk.lane("b", "sim", 3, "m"),
                    lane("c", "sim", group("*", "sim", "m", "m"), group("x", "sim", "n", "n-1")),
                    lane("d", "two", group("*", "sim", "m", "m-2"), group("x", "pool", "n", "n")));

    private static Lane lane(String id, String provider, ModelGroup... groups) {
        return new Lane(id, provider, List.of(), List.of(groups), 1, 0);
    }

    private static ModelGroup group(String id, String pool, String model, String name) {
        return new ModelGroup(id, pool, Map.of(model, name), List.of());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theInvariantsHoldInAnyHistory(long seed) {
        History history = new History(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        history.drain();
        assertThat(history.invariants.waiting()).as("NothingLostInLine").isEmpty();
        for (char prefix : "qws".toCharArray()) {
            assertThat(history.desk.store.count(prefix)).as("left over: " + prefix).isZero();
        }
    }

    /** One random history. */
    private static final class History {

        final Desk desk = new Desk(LANES, POLICY);
        final PlacementInvariants invariants = new PlacementInvariants(LANES, POLICY);
        private final Random random;
        private final List<Runnable> actions = new ArrayList<>();
        private final Map<LaneGroup, LaneAnnouncement> last = new HashMap<>();
        private final List<LaneAnnouncement> said = new ArrayList<>();
        private final List<Attempt> arrived = new ArrayList<>();
        private int worksSeen;
        private int endsSeen;

        History(Random random) {
            this.random = random;
            often(45, this::arrive);
            often(5, this::arriveAgain);
            often(6, this::withdraw);
            often(22, this::announce);
            often(4, this::announceOldNews);
            often(2, this::restart);
            often(8, () -> desk.pass(Duration.ofMillis(random.nextInt(2_000))));
            often(1, () -> desk.pass(Duration.ofSeconds(11)));
            often(3, () -> desk.tick(random.nextInt(5)));
            often(4, this::settle);
        }

        void step() {
            actions.get(random.nextInt(actions.size())).run();
            check();
        }

        private void often(int times, Runnable action) {
            actions.addAll(Collections.nCopies(times, action));
        }

        private void settle() {
            desk.tick();
            check();
            invariants.settled(desk.now);
        }

        /** Everyone announces plenty until nobody waits: whoever was lost would wait for ever. */
        void drain() {
            for (int round = 0; round < 50; round++) {
                for (Lane lane : LANES) {
                    for (ModelGroup group : lane.groups()) {
                        LaneAnnouncement.Builder plenty = next(lane, group);
                        say(
                                plenty.setUpTo(plenty.getUpTo() + 1_000)
                                        .setCondition(LaneCondition.AVAILABLE)
                                        .setBreakers(List.of())
                                        .build());
                        check();
                    }
                }
                desk.tick();
                check();
                desk.pass(Duration.ofSeconds(1)); // for retries
            }
        }

        private void arrive() {
            String model = MODELS.get(random.nextInt(MODELS.size()));
            String customer = "c" + random.nextInt(6);
            String key = customer + "-k" + random.nextInt(3);
            Attempt attempt =
                    Desk.attemptOf(customer, key, "r" + arrived.size())
                            .setModel(model)
                            .setPool(model.equals("n") && random.nextBoolean() ? "pool" : "sim")
                            .setRetry(random.nextInt(3) == 0)
                            .setRefuseUnreachable(random.nextInt(8) == 0)
                            .setAffinity(random.nextBoolean() ? null : "w" + random.nextInt(9))
                            .setPriority(PRIORITIES.get(random.nextInt(PRIORITIES.size())))
                            .setInputTokens(random.nextInt(500))
                            .setWeight(1 + random.nextInt(3))
                            .setDeadline(desk.now.plusMillis(random.nextInt(30_000) - 200))
                            .setExcludedLanes(excluded())
                            .build();
            arrived.add(attempt);
            invariants.arrived(attempt);
            desk.arrive(Attempt.newBuilder(attempt));
        }

        private List<String> excluded() {
            return random.nextInt(3) > 0
                    ? List.of()
                    : LANES.stream().map(Lane::id).filter(_ -> random.nextBoolean()).toList();
        }

        /** Of those that still wait: one that left is not recognised, and must not be. */
        private void arriveAgain() {
            List<Attempt> waiting = List.copyOf(invariants.waiting());
            if (!waiting.isEmpty()) {
                desk.arrive(Attempt.newBuilder(waiting.get(random.nextInt(waiting.size()))));
            }
        }

        private void withdraw() {
            if (!arrived.isEmpty()) {
                desk.withdraw(arrived.get(random.nextInt(arrived.size())).getRequestId());
            }
        }

        private void announce() {
            Lane lane = LANES.get(random.nextInt(LANES.size()));
            ModelGroup group = lane.groups().get(random.nextInt(lane.groups().size()));
            LaneAnnouncement.Builder next = next(lane, group);
            if (random.nextInt(10) == 0) {
                next.setEpoch(next.getEpoch() + 1 + random.nextInt(5)).setNumber(1).setUpTo(0);
            }
            next.setUpTo(next.getUpTo() + random.nextInt(4))
                    .setHeadroomMillis(random.nextInt(10_000))
                    .setCondition(LaneCondition.AVAILABLE)
                    .setBreakers(List.of())
                    .setUntil(null);
            Instant until = desk.now.plusMillis(random.nextInt(3_000));
            switch (random.nextInt(10)) {
                case 0 -> next.setCondition(LaneCondition.COOLING).setUntil(until);
                case 1 -> next.setCondition(LaneCondition.EXHAUSTED).setUntil(until);
                case 2 -> next.setCondition(LaneCondition.DISABLED);
                case 3 -> next.setCondition(LaneCondition.PROBING);
                case 4 -> next.setBreakers(List.of(new OpenBreaker("m", until)));
                default -> {}
            }
            say(next.build());
        }

        private LaneAnnouncement.Builder next(Lane lane, ModelGroup group) {
            LaneAnnouncement before = last.get(new LaneGroup(lane.id(), group.id()));
            return before == null
                    ? desk.announcement(lane.id(), 0)
                            .setModelGroup(group.id())
                            .setPool(group.pool())
                    : LaneAnnouncement.newBuilder(before).setNumber(before.getNumber() + 1);
        }

        private void restart() {
            desk.restart();
            invariants.restarted();
        }

        private void say(LaneAnnouncement announcement) {
            last.put(
                    new LaneGroup(announcement.getLane(), announcement.getModelGroup()),
                    announcement);
            said.add(announcement);
            invariants.heard(announcement, desk.now);
            desk.announce(announcement);
        }

        private void announceOldNews() {
            if (!said.isEmpty()) {
                LaneAnnouncement old = said.get(random.nextInt(said.size()));
                invariants.heard(old, desk.now);
                desk.announce(old);
            }
        }

        private void check() {
            desk.work
                    .subList(worksSeen, desk.work.size())
                    .forEach(work -> invariants.leased(work, desk.now));
            worksSeen = desk.work.size();
            desk.ends
                    .subList(endsSeen, desk.ends.size())
                    .forEach(end -> invariants.ended(end, desk.now));
            endsSeen = desk.ends.size();
        }
    }
}
