package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Mistakes in model groups, pools and routes. */
final class RouteErrorsTest {

    private static final String CUSTOMERS = "\ncustomers:";
    private static final String MODEL = "gpt-4o-mini: {provider: sim, max_output_tokens: 1024";
    private static final String WEIGHT = "weight: 2}";

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> GROUPS =
            List.of(
                    change(
                            "a group of no model",
                            WEIGHT,
                            "weight: 2, groups: {g: {models: [gpt-4o-mni]}}}",
                            "gpt-4o-mni]",
                            "providers.sim.keys[1].groups.g.models[0]",
                            "there is no model 'gpt-4o-mni'; did you mean 'gpt-4o-mini'?"),
                    change(
                            "a group that names a model twice",
                            WEIGHT,
                            "weight: 2, groups: {g: {models: [gpt-4o-mini, gpt-4o-mini]}}}",
                            "gpt-4o-mini]}}",
                            "providers.sim.keys[1].groups.g.models[1]",
                            "again"),
                    change(
                            "a model in two groups of a key",
                            WEIGHT,
                            "weight: 2, groups: {g: {models: [gpt-4o-mini]}, h: {models:"
                                    + " [gpt-4o-mini]}}}",
                            "gpt-4o-mini]}}",
                            "providers.sim.keys[1].groups.h.models[0]",
                            "is in another group of this key already, in line 8"),
                    change(
                            "a model that is served elsewhere",
                            "models:\n  gpt",
                            "  two: {type: echo, keys: [{id: k, secret: x, groups: {g: {models:"
                                    + " [gpt-4o-mini]}}}]}\nmodels:\n  gpt",
                            "gpt-4o-mini]}}",
                            "providers.two.keys[0].groups.g.models[0]",
                            "is served at sim, not at two"),
                    change(
                            "a dollar limit of a group",
                            WEIGHT,
                            "weight: 2, groups: {g: {models: [gpt-4o-mini], limits: [{usd: 1, per:"
                                    + " 1d}]}}}",
                            "{usd: 1,",
                            "providers.sim.keys[1].groups.g.limits[0]",
                            "not for provider keys"),
                    change(
                            "keys of one scope with different groups",
                            WEIGHT,
                            "limits: [{concurrent: 9}], groups: {g: {models: [gpt-4o-mini]}}}\n"
                                    + "      - {id: key-c, secret: \"${env:C}\", scope: org-2,"
                                    + " limits: [{concurrent: 9}]}",
                            "[{concurrent: 9}]}\n",
                            "providers.sim.keys[2].limits",
                            "share their limits: write the same as in line 8"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> ROUTES =
            List.of(
                    change(
                            "another host that is none",
                            MODEL,
                            MODEL + ", also_at: [{provider: sum}]",
                            "sum",
                            "models.gpt-4o-mini.also_at[0].provider",
                            "there is no provider 'sum'; did you mean 'sim'?"),
                    change(
                            "another host that is the first",
                            MODEL,
                            MODEL + ", also_at: [{provider: sim}]",
                            "sim}]",
                            "models.gpt-4o-mini.also_at[0].provider",
                            "'sim' is the model's provider already"),
                    change(
                            "a fallback that is no model",
                            MODEL,
                            MODEL + ", fallback: [nano]",
                            "nano",
                            "models.gpt-4o-mini.fallback[0]",
                            "there is no model 'nano'"),
                    change(
                            "a model as its own fallback",
                            MODEL,
                            MODEL + ", fallback: [gpt-4o-mini]",
                            "gpt-4o-mini]}",
                            "models.gpt-4o-mini.fallback[0]",
                            "a model is no fallback of its own"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> POOLS =
            List.of(
                    change(
                            "a pool with a provider's name",
                            CUSTOMERS,
                            "\npools: {sim: {members: [{provider: sim}]}}" + CUSTOMERS,
                            "sim: {members",
                            "pools.sim",
                            "is a provider's id"),
                    change(
                            "a member that is no provider",
                            CUSTOMERS,
                            "\npools: {all: {members: [{provider: sum}]}}" + CUSTOMERS,
                            "sum",
                            "pools.all.members[0].provider",
                            "there is no provider 'sum'"),
                    change(
                            "a member that is no group",
                            CUSTOMERS,
                            "\npools: {all: {members: [{provider: sim, group: g}]}}" + CUSTOMERS,
                            "g}]",
                            "pools.all.members[0].group",
                            "there is no group of sim 'g'"),
                    change(
                            "a member of two pools",
                            CUSTOMERS,
                            "\npools: {one: {members: [{provider: sim}]}, two: {members:"
                                    + " [{provider: sim}]}}"
                                    + CUSTOMERS,
                            "{provider: sim}]}}\n",
                            "pools.two.members[0]",
                            "is in the pool one already"),
                    change(
                            "adaptive from more than its maximum",
                            "audit: {root_key",
                            "worker: {adaptive: {start: 9, max: 8}}\naudit: {root_key",
                            "9, max",
                            "worker.adaptive.start",
                            "start 9 is more than max 8"));

    @ParameterizedTest
    @FieldSource({"GROUPS", "ROUTES", "POOLS"})
    void oneMistakeIsOneErrorAtItsPlace(ErrorCase mistake) {
        mistake.check();
    }

    @Test
    void hostsOfAModelMustBeInOnePool() {
        String apart =
                Documents.sample()
                        .replace(
                                "models:\n  gpt",
                                "  two: {type: echo, keys: [{id: k, secret: \"${env:K}\"}]}\n"
                                        + "models:\n  gpt")
                        .replace(MODEL, MODEL + ", also_at: [{provider: two}]");
        assertThat(Documents.errors(apart))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.path()).isEqualTo("models.gpt-4o-mini");
                    assertThat(error.message()).contains("served in the pools sim, two");
                });
        String together = apart + "pools: {all: {members: [{provider: sim}, {provider: two}]}}\n";
        assertThat(Documents.errors(together)).isEmpty();
    }

    private static ErrorCase change(
            String name, String find, String to, String mark, String path, String message) {
        return new ErrorCase(name, find, to, mark, path, message);
    }
}
