package dev.sluice.config.yaml;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Mistakes about keys: unknown, missing, twice; and values of another kind than a key takes. */
final class KeyErrorsTest {

    private static final String AUDIT = "audit: {root_key: \"${env:AUDIT_ROOT}\"}";
    private static final String MODEL = "{provider: sim, max_output_tokens: 1024}";

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> CASES =
            List.of(
                    change(
                            "a section nobody knows",
                            AUDIT,
                            AUDIT + "\ntracing: {}",
                            "tracing",
                            "tracing",
                            "is not a known key; known here: kafka_door, providers,"),
                    change(
                            "a section almost right",
                            AUDIT,
                            AUDIT + "\nworkers: {}",
                            "workers",
                            "workers",
                            "did you mean 'worker'?"),
                    change(
                            "a required section misspelt is not missing too",
                            "audit:",
                            "audits:",
                            "audits",
                            "audits",
                            "did you mean 'audit'?"),
                    change(
                            "a key misspelt deep inside",
                            "weight: 2",
                            "wieght: 2",
                            "wieght",
                            "providers.sim.keys[1].wieght",
                            "did you mean 'weight'?"),
                    change(
                            "a key in another spelling",
                            "base_url",
                            "baseUrl",
                            "baseUrl",
                            "providers.sim.baseUrl",
                            "did you mean 'base_url'?"),
                    change(
                            "a limit's key misspelt",
                            "{concurrent: 50}",
                            "{concurent: 50}",
                            "concurent",
                            "providers.sim.keys[0].limits[2].concurent",
                            "did you mean 'concurrent'?"),
                    change(
                            "a merge key, which YAML 1.2 does not have",
                            "type: openai",
                            "<<: {}\n    type: openai",
                            "<<",
                            "providers.sim[\"<<\"]",
                            "is not a known key"),
                    change("no audit section", AUDIT, "", "kafka_door", "audit", "is missing"),
                    change(
                            "no root key",
                            AUDIT,
                            "audit: {}",
                            "{}\n",
                            "audit.root_key",
                            "is missing"),
                    change(
                            "no secret",
                            "secret: \"${env:KEY_A}\", ",
                            "",
                            "{id: key-a",
                            "providers.sim.keys[0].secret",
                            "is missing"),
                    change(
                            "no id",
                            "{id: key-b, ",
                            "{",
                            "{secret: \"${file",
                            "providers.sim.keys[1].id",
                            "is missing"),
                    change(
                            "no address",
                            "    base_url: http://127.0.0.1:4010/v1\n",
                            "",
                            "type:",
                            "providers.sim.base_url",
                            "is missing"),
                    change(
                            "no cap of output",
                            ", max_output_tokens: 1024",
                            "",
                            "{provider: sim",
                            "models.gpt-4o-mini.max_output_tokens",
                            "is missing"),
                    change(
                            "a key twice",
                            "type: openai",
                            "type: openai\n    type: echo",
                            "type: echo",
                            "providers.sim.type",
                            "twice, first in line 4"),
                    change(
                            "a customer twice",
                            "prices:",
                            "  acme: {}\nprices:",
                            "acme: {}",
                            "customers.acme",
                            "twice, first in line 12"),
                    change(
                            "a map for a value",
                            "type: openai",
                            "type: {a: b}",
                            "{a: b}",
                            "providers.sim.type",
                            "must be a word, not a map"),
                    change(
                            "a value for a map",
                            "{auth: trusted}",
                            "trusted",
                            "trusted",
                            "kafka_door",
                            "must be a map, not a single value"),
                    change(
                            "a map for a list",
                            "limits: [{usd: 500, per: 1M}]",
                            "limits: {usd: 500, per: 1M}",
                            "{usd: 500",
                            "customers.acme.limits",
                            "must be a list, not a map"),
                    change(
                            "a list for a map",
                            MODEL,
                            "[" + MODEL + "]",
                            "[{provider",
                            "models.gpt-4o-mini",
                            "must be a map, not a list"),
                    change(
                            "nothing where a map must be",
                            MODEL,
                            "",
                            " \ncustomers",
                            "models.gpt-4o-mini",
                            "must be a map, not nothing"),
                    change(
                            "nothing where a value must be",
                            "auth: trusted",
                            "auth: ",
                            " }\n",
                            "kafka_door.auth",
                            "must be a word, not nothing"),
                    change(
                            "null where a value must be",
                            "weight: 2",
                            "weight: null",
                            "null",
                            "providers.sim.keys[1].weight",
                            "not nothing"),
                    change(
                            "a list that must not be empty",
                            "models: [gpt-4o-mini]",
                            "models: []",
                            "[], limits",
                            "customers.acme.teams.research.keys[0].models",
                            "must have at least one element"));

    @ParameterizedTest
    @FieldSource("CASES")
    void oneMistakeIsOneErrorAtItsPlace(ErrorCase mistake) {
        mistake.check();
    }

    private static ErrorCase change(
            String name, String find, String to, String mark, String path, String message) {
        return new ErrorCase(name, find, to, mark, path, message);
    }
}
