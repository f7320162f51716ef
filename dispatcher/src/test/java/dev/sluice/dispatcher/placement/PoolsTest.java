package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.OpenBreaker;
import dev.sluice.schemas.record.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Credit by model group, pools over providers and by groups, breakers of models. */
class PoolsTest {

    private static Lane lane(String id, String provider, ModelGroup... groups) {
        return new Lane(id, provider, List.of(), List.of(groups), 1, 0);
    }

    private static ModelGroup group(String id, String pool, Map<String, String> models) {
        return new ModelGroup(id, pool, models, List.of());
    }

    private final Desk desk =
            new Desk(
                    List.of(
                            lane(
                                    "a",
                                    "sim",
                                    group("*", "sim", Map.of("m", "gpt-4o-mini")),
                                    group("nano", "sim", Map.of("n", "nano-1"))),
                            lane("b", "spare", group("*", "sim", Map.of("m", "mini-1"))),
                            Desk.SPLIT));

    private static Attempt.Builder named(String id, String model, String providerModel) {
        return Desk.attempt(id).setModel(model).setProviderModel(providerModel);
    }

    private void announce(String lane, String group, String pool, long upTo) {
        desk.announce(desk.announcement(lane, upTo).setModelGroup(group).setPool(pool).build());
    }

    @Test
    void creditIsOfTheGroupThatHasTheModel() {
        announce("a", "nano", "sim", 1);
        desk.arrive(named("m", "m", "gpt-4o-mini"));
        assertThat(desk.work).isEmpty();
        desk.arrive(named("n", "n", "nano-1"));
        Work work = desk.work.getFirst();
        assertThat(work.getModelGroup()).isEqualTo("nano");
        assertThat(work.getLease()).isEqualTo(1);
    }

    @Test
    void eachGroupOfALaneNumbersItsOwnLeases() {
        announce("a", "*", "sim", 2);
        announce("a", "nano", "sim", 2);
        desk.arrive(named("1", "m", "gpt-4o-mini"));
        desk.arrive(named("2", "n", "nano-1"));
        desk.arrive(named("3", "m", "gpt-4o-mini"));
        assertThat(desk.work).extracting(Work::getLease).containsExactly(1L, 1L, 2L);
    }

    @Test
    void whatTheAttemptAlreadySaysIsNotRepeated() {
        announce("a", "*", "sim", 1);
        desk.arrive(named("1", "m", "gpt-4o-mini"));
        assertThat(desk.work.getFirst().getProvider()).isEmpty();
        assertThat(desk.work.getFirst().getProviderModel()).isEmpty();
    }

    @Test
    void anotherProviderOfThePoolIsCalledByItsOwnNames() {
        announce("b", "*", "sim", 1);
        desk.arrive(named("1", "m", "gpt-4o-mini"));
        assertThat(desk.work.getFirst().getLane()).isEqualTo("b");
        assertThat(desk.work.getFirst().getProvider()).contains("spare");
        assertThat(desk.work.getFirst().getProviderModel()).contains("mini-1");
        assertThat(desk.work.getFirst().getAttempt().getProvider()).isEqualTo("sim");
    }

    @Test
    void aProviderThatIsSplitByGroupsIsInTwoPools() {
        announce("s", "*", "big", 1);
        announce("s", "nano", "small", 0);
        desk.arrive(named("small", "n", "n-1").setPool("small"));
        desk.arrive(named("big", "m", "m-2").setPool("big"));
        assertThat(desk.leased()).containsExactly("big");
        announce("s", "nano", "small", 1);
        assertThat(desk.leased()).containsExactly("big", "small");
    }

    @Test
    void anAnnouncementForAPoolThatTheGroupIsNotInIsIgnored() {
        announce("s", "nano", "big", 1);
        desk.arrive(named("small", "n", "n-1").setPool("small"));
        desk.tick();
        assertThat(desk.work).isEmpty();
    }

    @Test
    void aModelWhoseBreakerIsOpenWaitsForItsTimeAndOthersDoNot() {
        Desk both = new Desk();
        both.announce(
                both.announcement("c", 9)
                        .setBreakers(List.of(new OpenBreaker("m", both.now.plusSeconds(3))))
                        .build());
        both.arrive(Desk.attempt("m"));
        both.arrive(Desk.attempt("n").setModel("n"));
        assertThat(both.leased()).containsExactly("n");
        both.pass(Duration.ofSeconds(3));
        both.tick();
        assertThat(both.leased()).containsExactly("n", "m");
    }

    @Test
    void aModelWithABreakerGoesToAnotherLaneAtOnce() {
        announce("b", "*", "sim", 1);
        desk.announce(
                desk.announcement("a", 9)
                        .setBreakers(List.of(new OpenBreaker("m", desk.now.plusSeconds(3))))
                        .build());
        desk.arrive(named("1", "m", "gpt-4o-mini"));
        assertThat(desk.lanesLeased()).containsExactly("b");
    }

    @Test
    void aProbingLaneGetsWhatItsCreditSays() {
        desk.announce(desk.announcement("a", 1).setCondition(LaneCondition.PROBING).build());
        desk.arrive(named("1", "m", "gpt-4o-mini"));
        desk.arrive(named("2", "m", "gpt-4o-mini"));
        desk.tick();
        assertThat(desk.leased()).containsExactly("1");
    }

    @Test
    void withEveryLaneRestingItWaitsForTheEarliestAndNeverEndsForThat() {
        desk.announce(
                desk.announcement("a", 9)
                        .setCondition(LaneCondition.EXHAUSTED)
                        .setUntil(desk.now.plusSeconds(50))
                        .build());
        desk.announce(
                desk.announcement("b", 9)
                        .setCondition(LaneCondition.COOLING)
                        .setUntil(desk.now.plusSeconds(7))
                        .build());
        desk.arrive(named("1", "m", "gpt-4o-mini").setExcludedLanes(List.of("b")));
        desk.pass(Duration.ofMillis(6_999));
        desk.tick();
        assertThat(desk.work).isEmpty();
        assertThat(desk.ends).isEmpty();
        desk.pass(Duration.ofMillis(1));
        desk.tick();
        assertThat(desk.lanesLeased()).containsExactly("b");
    }

    @Test
    void aRestartKeepsBreakersAndTheCreditOfEachGroup() {
        announce("a", "nano", "sim", 1);
        desk.announce(
                desk.announcement("a", 9)
                        .setBreakers(List.of(new OpenBreaker("m", desk.now.plusSeconds(3))))
                        .setPerSecondMillis(2_500L)
                        .build());
        desk.restart();
        desk.arrive(named("m", "m", "gpt-4o-mini"));
        desk.arrive(named("n", "n", "nano-1"));
        assertThat(desk.leased()).containsExactly("n");
        assertThat(desk.snapshot().report().pools().getFirst().lanes().getFirst().perSecond())
                .hasValue(2.5);
    }
}
