package dev.sluice.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CachePolicy;
import dev.sluice.config.CachePolicy.Requests;
import dev.sluice.config.rule.Condition.Answer;
import dev.sluice.config.rule.Ruling.Said;
import dev.sluice.config.rule.Ruling.Steered;
import dev.sluice.schemas.record.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    /** Always says the same. */
    private record Fixed(Answer answer) implements Condition {
        @Override
        public String text() {
            return answer.toString();
        }

        @Override
        public Answer test(RuleInput input) {
            return answer;
        }
    }

    private static final Condition YES = new Fixed(new Answer.Yes());
    private static final Condition NO = new Fixed(new Answer.No());
    private static final Condition BROKEN = new Fixed(new Answer.Failed("because"));

    private static Rule deny(String name, Condition when) {
        return new Rule(name, Optional.empty(), when, new Rule.Action.Deny("no"));
    }

    private static Rule route(String name, Condition when, String model) {
        return steer(name, when, Optional.of(model), List.of(), Optional.empty());
    }

    private static Rule steer(
            String name,
            Condition when,
            Optional<String> route,
            List<String> fallback,
            Optional<Priority> priority) {
        return new Rule(
                name,
                Optional.empty(),
                when,
                new Rule.Action.Steer(route, fallback, priority, Optional.empty()));
    }

    private static Ruling judge(Rule... rules) {
        return new Rules(Arrays.asList(rules)).judge(Inputs.input(Map.of()));
    }

    @Test
    void whereNoRuleAppliesARequestGoesAsItAsked() {
        assertThat(judge()).isEqualTo(Steered.NOWHERE);
        assertThat(judge(deny("a", NO), route("b", NO, "m"))).isEqualTo(Steered.NOWHERE);
        assertThat(new Rules(List.of()).isEmpty()).isTrue();
        assertThat(new Rules(List.of(deny("a", NO))).isEmpty()).isFalse();
    }

    @Test
    void aDenialEndsItWhateverOthersSay() {
        assertThat(judge(route("a", YES, "m"), deny("b", YES), deny("c", YES)))
                .isEqualTo(new Ruling.Denied("b", "no"));
    }

    @Test
    void theFirstThatHasNoAnswerEndsIt() {
        assertThat(judge(route("a", YES, "m"), route("b", BROKEN, "m"), deny("c", YES)))
                .isEqualTo(new Ruling.Failed("b", "because"));
        assertThat(judge(deny("a", YES), route("b", BROKEN, "m")))
                .isEqualTo(new Ruling.Denied("a", "no"));
    }

    @Test
    void eachThingIsSaidByTheFirstRuleThatSaysSomethingAboutIt() {
        assertThat(
                        judge(
                                steer(
                                        "a",
                                        YES,
                                        Optional.empty(),
                                        List.of(),
                                        Optional.of(Priority.BATCH)),
                                route("b", NO, "l"),
                                route("c", YES, "m"),
                                steer(
                                        "d",
                                        YES,
                                        Optional.of("n"),
                                        List.of("x", "y"),
                                        Optional.of(Priority.INTERACTIVE))))
                .isEqualTo(
                        new Steered(
                                Optional.of(new Said<>("c", "m")),
                                Optional.of(new Said<>("d", List.of("x", "y"))),
                                Optional.of(new Said<>("a", Priority.BATCH)),
                                Optional.empty()));
    }

    @Test
    void theFirstWordAboutTheCacheCountsAlsoWhereItSaysNone() {
        CachePolicy none = new CachePolicy(Duration.ZERO, Requests.DETERMINISTIC);
        CachePolicy hour = new CachePolicy(Duration.ofHours(1), Requests.ANY);
        Ruling ruling =
                judge(
                        cache("off", NO, hour),
                        route("elsewhere", YES, "m"),
                        cache("first", YES, none),
                        cache("second", YES, hour));
        assertThat(ruling)
                .isEqualTo(
                        new Steered(
                                Optional.of(new Said<>("elsewhere", "m")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Said<>("first", none))));
    }

    private static Rule cache(String name, Condition when, CachePolicy policy) {
        return new Rule(
                name,
                Optional.empty(),
                when,
                new Rule.Action.Steer(
                        Optional.empty(), List.of(), Optional.empty(), Optional.of(policy)));
    }

    @ParameterizedTest
    @CsvSource({
        "acme,   research, demo,  all customer team key last",
        "acme,   research, other, all customer team last",
        "acme,   support,  demo,  all customer last",
        "globex, research, demo,  all last",
    })
    void rulesOfAnOwnerAreForItsRequestsOnlyAndAllAreAskedInTheirOrder(
            String customer, String team, String key, String asked) {
        List<String> seen = new ArrayList<>();
        Rules rules =
                new Rules(
                        List.of(
                                noting("all", "", seen),
                                noting("customer", "acme", seen),
                                noting("team", "acme/research", seen),
                                noting("key", "acme/research/demo", seen),
                                noting("last", "", seen)));

        rules.judge(Inputs.input(customer, team, key));

        assertThat(String.join(" ", seen)).isEqualTo(asked);
    }

    private static Rule noting(String name, String owner, List<String> seen) {
        Condition noting =
                new Condition() {
                    @Override
                    public String text() {
                        return name;
                    }

                    @Override
                    public Answer test(RuleInput input) {
                        seen.add(name);
                        return new Answer.No();
                    }
                };
        return new Rule(
                name,
                Optional.of(owner).filter(it -> !it.isEmpty()),
                noting,
                new Rule.Action.Deny("no"));
    }
}
