package dev.sluice.config.yaml;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Mistakes within one value: numbers, units, bounds, words, addresses, names, secrets. */
final class ValueErrorsTest {

    private static final String AUDIT = "audit: {root_key: \"${env:AUDIT_ROOT}\"}";

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> CASES =
            List.of(
                    change(
                            "words for a number",
                            "weight: 2",
                            "weight: two",
                            "two",
                            "providers.sim.keys[1].weight",
                            "must be a whole number, not 'two'"),
                    change(
                            "a fraction for a whole number",
                            "burst: 10",
                            "burst: 1.5",
                            "1.5",
                            "providers.sim.keys[0].limits[0].burst",
                            "must be a whole number"),
                    change(
                            "too small a number",
                            "weight: 2",
                            "weight: 0",
                            "0}\nmodels",
                            "providers.sim.keys[1].weight",
                            "must be 1 to 1000, not '0'"),
                    change(
                            "too large a number",
                            "weight: 2",
                            "weight: 1001",
                            "1001",
                            "providers.sim.keys[1].weight",
                            "must be 1 to 1000"),
                    change(
                            "a number that fits no long",
                            "weight: 2",
                            "weight: 99999999999999999999",
                            "9999",
                            "providers.sim.keys[1].weight",
                            "must be a whole number"),
                    change(
                            "a negative limit",
                            "concurrent: 50",
                            "concurrent: -1",
                            "-1",
                            "providers.sim.keys[0].limits[2].concurrent",
                            "must be 1 to"),
                    change(
                            "a window in a unit nobody knows",
                            "per: 1M",
                            "per: 1q",
                            "1q",
                            "customers.acme.limits[0].per",
                            "M (months of 30 d)"),
                    change(
                            "a window without unit",
                            "per: 1M",
                            "per: 60",
                            "60}]",
                            "customers.acme.limits[0].per",
                            "must be a number with s, m"),
                    change(
                            "a window longer than a year",
                            "per: 1M",
                            "per: 13M",
                            "13M",
                            "customers.acme.limits[0].per",
                            "must be 1s to 1Y"),
                    change(
                            "dollars with a unit",
                            "usd: 500",
                            "usd: 500 USD",
                            "500 USD",
                            "customers.acme.limits[0].usd",
                            "must be dollars such as"),
                    change(
                            "dollars in exponents, which would be a double",
                            "usd: 500",
                            "usd: 5e2",
                            "5e2",
                            "customers.acme.limits[0].usd",
                            "must be dollars such as"),
                    change(
                            "no dollars at all",
                            "usd: 500",
                            "usd: 0",
                            "0, per: 1M",
                            "customers.acme.limits[0].usd",
                            "must be 0.000000000001 to 9000000"),
                    change(
                            "a negative price",
                            "0.15",
                            "-0.15",
                            "-0.15",
                            "prices.gpt-4o-mini.input_per_million",
                            "must be 0 to"),
                    change(
                            "a price finer than a pico-dollar",
                            "0.60",
                            "0.6000000000001",
                            "0.600",
                            "prices.gpt-4o-mini.output_per_million",
                            "at most 12 decimals"),
                    change(
                            "a duration without unit",
                            AUDIT,
                            AUDIT + "\nrequests: {default_deadline: 600}",
                            "600}",
                            "requests.default_deadline",
                            "must be a number with ms, s, m, h or d, such as 30s, not '600'"),
                    change(
                            "a duration in months",
                            AUDIT,
                            AUDIT + "\nrequests: {max_deadline: 1M}",
                            "1M}\n",
                            "requests.max_deadline",
                            "must be a number with ms"),
                    change(
                            "a deadline beyond the retention",
                            AUDIT,
                            AUDIT + "\nrequests: {max_deadline: 7d}",
                            "7d",
                            "requests.max_deadline",
                            "must be 1s to 6d, not '7d'"),
                    change(
                            "a size in decimal units",
                            AUDIT,
                            AUDIT + "\nrequests: {max_body: 4MB}",
                            "4MB",
                            "requests.max_body",
                            "must be a number with B, KiB, MiB or GiB, such as 4MiB, not '4MB'"),
                    change(
                            "a body larger than a record holds",
                            AUDIT,
                            AUDIT + "\nrequests: {max_body: 5MiB}",
                            "5MiB",
                            "requests.max_body",
                            "must be 1KiB to 4MiB"),
                    change(
                            "an answer larger than a record holds",
                            AUDIT,
                            AUDIT + "\nworker: {max_answer: 16MiB}",
                            "16MiB",
                            "worker.max_answer",
                            "must be 1KiB to 8MiB"),
                    change(
                            "a type nobody knows",
                            "type: openai",
                            "type: open-ai",
                            "open-ai",
                            "providers.sim.type",
                            "must be one of openai, anthropic, gemini, echo, not 'open-ai'; did you"
                                    + " mean 'openai'?"),
                    change(
                            "a way to know people that there is not",
                            "auth: trusted",
                            "auth: sign",
                            "sign}",
                            "kafka_door.auth",
                            "must be one of trusted, signed, not 'sign'"),
                    change(
                            "a signing key that is none",
                            "models: [gpt-4o-mini], limits: [{usd: 5",
                            "signing_key: abc, models: [gpt-4o-mini], limits: [{usd: 5",
                            "abc",
                            "customers.acme.teams.research.keys[0].signing_key",
                            "80 lower-case hex digits, as `sluice virtual-key` prints it"),
                    change(
                            "an instant without its offset",
                            "models: [gpt-4o-mini], limits: [{usd: 5",
                            "expires_at: 2027-01-01, models: [gpt-4o-mini], limits: [{usd: 5",
                            "2027",
                            "customers.acme.teams.research.keys[0].expires_at",
                            "must be an instant such as 2027-01-01T00:00:00Z"),
                    change(
                            "a key that is neither here nor there",
                            "models: [gpt-4o-mini], limits: [{usd: 5",
                            "disabled: yes, models: [gpt-4o-mini], limits: [{usd: 5",
                            "yes",
                            "customers.acme.teams.research.keys[0].disabled",
                            "must be one of false, true, not 'yes'"),
                    change(
                            "an address that is none",
                            "http://127.0.0.1:4010/v1",
                            "127.0.0.1:4010",
                            "127.0",
                            "providers.sim.base_url",
                            "must be a URL such as"),
                    change(
                            "an address of another kind",
                            "http://127.0.0.1:4010/v1",
                            "ftp://host/v1",
                            "ftp",
                            "providers.sim.base_url",
                            "must be a URL such as https://host/v1"),
                    change(
                            "an address with a password",
                            "http://127.0.0.1:4010/v1",
                            "http://me:hunter2@host/v1",
                            "http://me",
                            "providers.sim.base_url",
                            "without user"),
                    change(
                            "an id with a slash",
                            "id: key-a",
                            "id: key/a",
                            "key/a",
                            "providers.sim.keys[0].id",
                            "1 to 64 of A-Za-z0-9._-, not 'key/a'"),
                    change(
                            "an id that is too long",
                            "id: demo",
                            "id: " + "d".repeat(65),
                            "ddd",
                            "customers.acme.teams.research.keys[0].id",
                            "1 to 64 of"),
                    change(
                            "a customer with a space",
                            "  acme:",
                            "  acme corp:",
                            "acme corp",
                            "customers[\"acme corp\"]",
                            "a name here has 1 to 64 of"),
                    change(
                            "a scope with a colon",
                            "scope: org-2",
                            "scope: \"org:2\"",
                            "\"org:2",
                            "providers.sim.keys[1].scope",
                            "a name here has"),
                    change(
                            "a digest that is none",
                            "2bb80d537b1da3e38bd3",
                            "2BB80D",
                            "\"2BB80D",
                            "customers.acme.teams.research.keys[0].secret_sha256",
                            "64 lower-case hex digits"),
                    change(
                            "an empty secret",
                            "\"${env:KEY_A}\"",
                            "\"\"",
                            "\"\", limits",
                            "providers.sim.keys[0].secret",
                            "must not be empty"),
                    change(
                            "a reference of a kind nobody knows",
                            "${env:KEY_A}",
                            "${vault:a}",
                            "\"${vault",
                            "providers.sim.keys[0].secret",
                            "must be ${env:NAME}"),
                    change(
                            "a reference within text",
                            "${env:KEY_A}",
                            "sk-${env:KEY_A}",
                            "\"sk-",
                            "providers.sim.keys[0].secret",
                            "nothing around it"),
                    change(
                            "a file without key",
                            "${file:/run/secrets/keys.properties:b}",
                            "${file:keys}",
                            "\"${file:keys",
                            "providers.sim.keys[1].secret",
                            "must be ${env:NAME}"),
                    change(
                            "a tag",
                            "type: openai",
                            "type: !java/lang.String openai",
                            "!java",
                            "providers.sim.type",
                            "tags are not read"));

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
