package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Mistakes between values: references, ids, limits, scopes. */
final class RuleErrorsTest {

    private static final String AUDIT = "audit: {root_key: \"${env:AUDIT_ROOT}\"}";
    private static final String KEY_B =
            "{id: key-b, secret: \"${file:/run/secrets/keys.properties:b}\", scope: org-2, weight: 2}";
    private static final String DEMO_LIMITS = "limits: [{usd: 5, per: 1d}]}";
    private static final String DIGEST =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> REFERENCES =
            List.of(
                    change(
                            "a model of no provider",
                            "provider: sim",
                            "provider: sin",
                            "sin, max",
                            "models.gpt-4o-mini.provider",
                            "there is no provider 'sin'; did you mean 'sim'?"),
                    change(
                            "an allow-list of no model",
                            "[gpt-4o-mini]",
                            "[gpt-4o-mini, o9]",
                            "o9",
                            "customers.acme.teams.research.keys[0].models[1]",
                            "there is no model 'o9'"),
                    change(
                            "an allow-list that names a model twice",
                            "[gpt-4o-mini]",
                            "[gpt-4o-mini, gpt-4o-mini]",
                            "gpt-4o-mini], limits",
                            "customers.acme.teams.research.keys[0].models[1]",
                            "again"),
                    change(
                            "a model without price",
                            "prices:\n  gpt-4o-mini:",
                            "prices:\n  gpt-4o:",
                            "gpt-4o-mini: {provider",
                            "models.gpt-4o-mini",
                            "has no price: add prices.gpt-4o-mini"),
                    change(
                            "a model with dots without price",
                            "customers:",
                            "  gpt-4.1: {provider: sim, max_output_tokens: 10}\ncustomers:",
                            "gpt-4.1",
                            "models[\"gpt-4.1\"]",
                            "has no price: add prices[\"gpt-4.1\"]"),
                    change(
                            "a wrong provider is still declared",
                            "type: openai",
                            "type: openapi",
                            "openapi",
                            "providers.sim.type",
                            "did you mean 'openai'?"),
                    change(
                            "a wrong model is still declared",
                            "max_output_tokens: 1024",
                            "max_output_tokens: 0",
                            "0}\ncustomers",
                            "models.gpt-4o-mini.max_output_tokens",
                            "must be 1 to"),
                    change(
                            "a wrong price is still declared",
                            "0.15",
                            "0.15c",
                            "0.15c",
                            "prices.gpt-4o-mini.input_per_million",
                            "must be dollars"),
                    change(
                            "no providers, and no error for each model",
                            "providers:\n  sim:",
                            "provider:\n  sim:",
                            "provider:\n",
                            "provider",
                            "did you mean 'providers'?"),
                    change(
                            "no models, and no error for each allow-list",
                            "models:\n  gpt-4o-mini: {provider: sim, max_output_tokens: 1024}\n",
                            "models: {}\n",
                            "{}\n",
                            "models",
                            "at least one"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> IDENTITIES =
            List.of(
                    change(
                            "two keys of a provider with one id",
                            "id: key-b",
                            "id: key-a",
                            "key-a, secret: \"${file",
                            "providers.sim.keys[1].id",
                            "'key-a' is already the id of providers.sim.keys[0] in line 7"),
                    change(
                            "two virtual keys of one team with one id",
                            DEMO_LIMITS,
                            DEMO_LIMITS
                                    + "\n          - {id: demo, secret_sha256: \""
                                    + DIGEST
                                    + "\", models: [gpt-4o-mini]}",
                            "demo, secret_sha256: \"" + DIGEST + "\", models: [gpt-4o-mini]}",
                            "customers.acme.teams.research.keys[1].id",
                            "in line 18"),
                    change(
                            "two virtual keys of two customers with one id",
                            "prices:",
                            "  globex: {teams: {ops: {keys: [{id: demo, secret_sha256: "
                                    + DIGEST
                                    + ", models: [gpt-4o-mini]}]}}}\nprices:",
                            "demo, secret_sha256: " + DIGEST,
                            "customers.globex.teams.ops.keys[0].id",
                            "'demo' is already the id of customers.acme.teams.research.keys[0]"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> LIMITS =
            List.of(
                    change(
                            "a limit of nothing",
                            "{concurrent: 50}",
                            "{per: 1m}",
                            "{per: 1m}]",
                            "providers.sim.keys[0].limits[2]",
                            "must name one of requests, tokens, input_tokens, output_tokens, concurrent, usd"),
                    change(
                            "a limit of two things",
                            "{usd: 500, per: 1M}",
                            "{usd: 500, tokens: 5, per: 1M}",
                            "{usd: 500",
                            "customers.acme.limits[0]",
                            "names tokens and usd; write a limit"),
                    change(
                            "a rate without window",
                            "{requests: 600, per: 1m, burst: 10}",
                            "{requests: 600, burst: 10}",
                            "{requests: 600, burst",
                            "providers.sim.keys[0].limits[0]",
                            "requests needs a window"),
                    change(
                            "concurrency with a window",
                            "{concurrent: 50}",
                            "{concurrent: 50, per: 1m}",
                            "{concurrent: 50",
                            "providers.sim.keys[0].limits[2]",
                            "concurrent has no window"),
                    change(
                            "dollars of a provider key",
                            "{concurrent: 50}",
                            "{usd: 5, per: 1d}",
                            "{usd: 5, per: 1d}]}\n      -",
                            "providers.sim.keys[0].limits[2]",
                            "not for provider keys"),
                    change(
                            "a burst of a rolling window",
                            "limits: [{requests: 600, per: 1m}",
                            "limits: [{requests: 600, per: 1m, burst: 5}",
                            "{requests: 600, per: 1m, burst: 5}",
                            "customers.acme.teams.research.limits[0]",
                            "burst is for requests and tokens of a provider key"),
                    change(
                            "a burst of concurrency",
                            "{concurrent: 50}",
                            "{concurrent: 50, burst: 5}",
                            "{concurrent: 50",
                            "providers.sim.keys[0].limits[2]",
                            "burst is for"),
                    change(
                            "one limit twice",
                            "{concurrent: 50}",
                            "{tokens: 9, per: 1m}",
                            "{tokens: 9",
                            "providers.sim.keys[0].limits[2]",
                            "limits tokens/1m again, first in line 7"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> PROVIDERS =
            List.of(
                    change(
                            "keys of one scope with different limits",
                            KEY_B,
                            "{id: key-b, secret: \"${env:B}\", scope: o, limits: [{concurrent: 9}]}\n"
                                    + "      - {id: key-c, secret: \"${env:C}\", scope: o,"
                                    + " limits: [{concurrent: 8}]}",
                            "[{concurrent: 8}",
                            "providers.sim.keys[2].limits",
                            "the keys of scope 'o' share their limits: write the same as in line"
                                    + " 8"),
                    change(
                            "keys of one scope, one without limits",
                            KEY_B,
                            "{id: key-b, secret: \"${env:B}\", scope: o, limits: [{concurrent: 9}]}\n"
                                    + "      - {id: key-c, secret: \"${env:C}\", scope: o}",
                            "{id: key-c",
                            "providers.sim.keys[2]",
                            "share their limits"),
                    change(
                            "a scope named like a key without one",
                            "scope: org-2",
                            "scope: key-a",
                            "key-a, weight",
                            "providers.sim.keys[1].scope",
                            "'key-a' is the id of a key without scope"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> POLICIES =
            List.of(
                    change(
                            "a default beyond the maximum",
                            AUDIT,
                            AUDIT + "\nrequests: {default_deadline: 2h, max_deadline: 1h}",
                            "2h",
                            "requests.default_deadline",
                            "2h is more than max_deadline 1h"),
                    change(
                            "a maximum below the default",
                            AUDIT,
                            AUDIT + "\nrequests: {max_deadline: 1m}",
                            "1m}\n",
                            "requests.max_deadline",
                            "default_deadline 10m is more than"),
                    change(
                            "more attempts than rotations",
                            AUDIT,
                            AUDIT + "\nrequests: {max_attempts: 65}",
                            "65",
                            "requests.max_attempts",
                            "more than max_rotations 64"));

    @ParameterizedTest
    @FieldSource({"REFERENCES", "IDENTITIES", "LIMITS", "PROVIDERS", "POLICIES"})
    void oneMistakeIsOneErrorAtItsPlace(ErrorCase mistake) {
        mistake.check();
    }

    @Test
    void twoProvidersMayHaveKeysOfOneId() {
        String other =
                "  two: {type: echo, keys: [{id: key-a, secret: \"${env:TWO}\"}]}\nmodels:\n  gpt";
        assertThat(Documents.errors(Documents.sample("models:\n  gpt", other))).isEmpty();
    }

    private static ErrorCase change(
            String name, String find, String to, String mark, String path, String message) {
        return new ErrorCase(name, find, to, mark, path, message);
    }
}
