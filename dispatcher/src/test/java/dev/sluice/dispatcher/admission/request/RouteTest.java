package dev.sluice.dispatcher.admission.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final List<String> ROUTE = List.of("b", "c", "d");

    @Test
    void theModelIsTheAskedOneUntilADetourIsTaken() {
        assertThat(Route.DIRECT.model("a")).isEqualTo("a");
        Route detour = Route.DIRECT.to("b", "model_gone").to("c", "attempts_exhausted");
        assertThat(detour.model("a")).isEqualTo("c");
        assertThat(detour.reasonFor("b")).contains("model_gone");
        assertThat(detour.reasonFor("c")).contains("attempts_exhausted");
        assertThat(detour.reasonFor("a")).isEmpty();
    }

    @Test
    void modelsAreTriedInTheRoutesOrderAndNoneTwice() {
        assertThat(Route.DIRECT.left("a", ROUTE)).containsExactly("b", "c", "d");
        Route second = Route.DIRECT.to("c", "why"); // b was not to be had
        assertThat(second.left("a", ROUTE)).containsExactly("b", "d");
        assertThat(second.to("b", "why").to("d", "why").left("a", ROUTE)).isEmpty();
    }

    @Test
    void whoWasPinnedElsewhereMayStillGetTheModelThatItAskedFor() {
        Route pinned = Route.DIRECT.to("c", Route.PINNED);
        assertThat(pinned.left("a", ROUTE)).containsExactly("a", "b", "d");
        Route back = pinned.to("a", "model_gone");
        assertThat(back.model("a")).isEqualTo("a");
        assertThat(back.left("a", ROUTE)).containsExactly("b", "d");
    }

    @Test
    void aLaneIsOutForOneModelOnly() {
        Route out = Route.DIRECT.without("sim/a").without("sim/b").without("sim/a");
        assertThat(out.outLanes()).containsExactly("sim/a", "sim/b");
        assertThat(out.to("b", "model_gone").outLanes()).isEmpty();
    }

    @Test
    void aModelThatARuleNamesIsAsIfAskedForAndTheAskedOneDoesNotComeBack() {
        Route ruled = Route.DIRECT.byRule("dear", "c");
        assertThat(ruled.head("a")).isEqualTo("c");
        assertThat(ruled.reasonFor("c")).contains("rule dear");
        assertThat(ruled.left("a", ROUTE)).containsExactly("b", "d");
        assertThat(ruled.fallingBack("d", "model_gone").head("a")).isEqualTo("c");
        assertThat(Route.DIRECT.to("c", "model_gone").head("a")).isEqualTo("a");
    }

    @Test
    void onlyTheAskedModelAndTheRulesAreAtTheHeadOfTheWay() {
        Route ruled = Route.DIRECT.byRule("dear", "c");
        assertThat(Route.DIRECT.isAtHead("a")).isTrue();
        assertThat(ruled.isAtHead("a")).isTrue();
        assertThat(ruled.fallingBack("a", "model_gone").isAtHead("a")).isFalse();
        assertThat(Route.DIRECT.to("c", "model_gone").isAtHead("a")).isFalse();
        assertThat(Route.DIRECT.to("c", Route.PINNED).isAtHead("a")).isFalse();
    }

    @Test
    void aRulesChainIsSaidInTheReasonAndMayNameTheAskedModelOnlyBehindAnother() {
        Route chained = Route.DIRECT.with(new Route.Chain("spare", List.of("a", "d")));
        assertThat(chained.left("a", List.of("a", "d"))).containsExactly("d");
        Route next = chained.without("sim/x").fallingBack("d", "model_gone");
        assertThat(next.reasonFor("d")).contains("model_gone (rule spare)");
        assertThat(next.head("a")).as("a reason with a rule in it is no route").isEqualTo("a");
        assertThat(next.chain()).isEqualTo(chained.chain());
        assertThat(chained.byRule("dear", "c").left("a", List.of("a", "d")))
                .containsExactly("a", "d");
    }
}
