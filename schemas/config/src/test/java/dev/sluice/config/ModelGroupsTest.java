package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ModelConfig.Affinity;
import dev.sluice.config.ModelConfig.Host;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which models of a lane share limits, and where requests for them wait. */
final class ModelGroupsTest {

    private static final Limit TWO = new Limit.Concurrent(2);
    private static final Limit NINE = new Limit.Concurrent(9);
    private static final ModelConfig LARGE = new ModelConfig("large", "p", "large-1", 9);
    private static final ModelConfig SMALL =
            new ModelConfig(
                    "small",
                    "p",
                    "small-1",
                    9,
                    List.of(new Host("q", "small-at-q")),
                    List.of(),
                    Affinity.NONE);

    @Test
    void modelsInNoGroupShareTheLimitsOfTheKey() {
        Lane lane = lanes(List.of()).getFirst();
        assertThat(lane.groups())
                .containsExactly(
                        new ModelGroup("big", "p", Map.of("large", "large-1"), List.of(TWO)),
                        new ModelGroup("*", "p", Map.of("small", "small-1"), List.of(NINE)));
        assertThat(lane.models()).containsExactlyInAnyOrder("large", "small");
        assertThat(lane.groupOf("large")).map(ModelGroup::id).contains("big");
        assertThat(lane.groupOf("other")).isEmpty();
        assertThat(lane.headroomPercent()).isEqualTo(15);
    }

    @Test
    void aModelIsServedWhereverItIsSaidToBe() {
        assertThat(lanes(List.of()).get(1).groups())
                .containsExactly(
                        new ModelGroup("*", "q", Map.of("small", "small-at-q"), List.of()));
    }

    @Test
    void aPoolMayJoinProvidersAndAnotherTakeAGroupOut() {
        Pool joined = new Pool("all", List.of(member("p", ""), member("q", "")));
        Pool split = new Pool("heavy", List.of(member("p", "big")));
        List<Lane> lanes = lanes(List.of(joined, split));
        assertThat(lanes.get(0).groupOf("small")).map(ModelGroup::pool).contains("all");
        assertThat(lanes.get(1).groupOf("small")).map(ModelGroup::pool).contains("all");
        assertThat(lanes.get(0).groupOf("large")).map(ModelGroup::pool).contains("heavy");
    }

    private static Pool.Member member(String provider, String group) {
        return new Pool.Member(provider, group.isEmpty() ? Optional.empty() : Optional.of(group));
    }

    private static List<Lane> lanes(List<Pool> pools) {
        ProviderConfig.Group big = new ProviderConfig.Group("big", Set.of("large"), List.of(TWO));
        ProviderConfig p =
                new ProviderConfig(
                        "p",
                        "openai",
                        URI.create("http://127.0.0.1:1"),
                        List.of(key(List.of(NINE), List.of(big))),
                        15,
                        10);
        ProviderConfig q =
                new ProviderConfig(
                        "q",
                        "openai",
                        URI.create("http://127.0.0.1:2"),
                        List.of(key(List.of(), List.of())));
        SluiceConfig config = Configs.with(p);
        return Lanes.of(
                new SluiceConfig(
                        config.kafkaDoor(),
                        List.of(p, q),
                        List.of(LARGE, SMALL),
                        config.customers(),
                        config.prices(),
                        config.auditRootKey(),
                        config.requests(),
                        config.worker(),
                        config.registryUrl(),
                        pools,
                        List.of()));
    }

    private static ProviderConfig.Key key(List<Limit> limits, List<ProviderConfig.Group> groups) {
        return new ProviderConfig.Key(
                "k", new SecretRef.Env("K"), limits, Optional.empty(), 1, groups);
    }
}
