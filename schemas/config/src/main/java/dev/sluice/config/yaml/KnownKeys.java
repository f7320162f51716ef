package dev.sluice.config.yaml;

import dev.sluice.config.cel.CelConditions;
import dev.sluice.config.yaml.LocatedSecret.Use;
import dev.sluice.config.yaml.Shape.Fields;
import dev.sluice.config.yaml.Shape.Named;
import dev.sluice.config.yaml.Shape.Presence;
import dev.sluice.config.yaml.Shape.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Every key that a document may have, with type, default and bounds: the one list that the checks,
 * the records and the reference page go by.
 */
final class KnownKeys {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final Duration DEADLINE_MAX = Duration.ofDays(6);

    /** Of a provider key, virtual key, team or customer. Which of these go together: LimitCheck. */
    static final Fields LIMIT =
            fields(
                    optional("requests", new WholeNumber(1, 1_000_000_000)),
                    optional("tokens", new WholeNumber(1, 1_000_000_000_000L)),
                    optional("input_tokens", new WholeNumber(1, 1_000_000_000_000L)),
                    optional("output_tokens", new WholeNumber(1, 1_000_000_000_000L)),
                    optional("concurrent", new WholeNumber(1, 1_000_000)),
                    optional("usd", dollars("0.000000000001", "9000000")),
                    optional("per", new WindowLength()),
                    standard(
                            "window",
                            "rolling",
                            new Word(List.of("rolling", "calendar"), List.of())),
                    standard("timezone", "UTC", new TimeZoneName()),
                    optional("burst", new WholeNumber(1, 1_000_000_000)));

    private static final Sequence LIMITS = new Sequence(0, LIMIT);

    private static final Fields GROUP =
            fields(
                    required("models", new Sequence(1, new Name(NameRule.MODEL))),
                    optional("limits", LIMITS));

    private static final Fields PROVIDER_KEY =
            fields(
                    required("id", new Name(NameRule.ID)),
                    required("secret", new Secret(Use.PROVIDER_KEY)),
                    optional("limits", LIMITS),
                    optional("scope", new Name(NameRule.ID)),
                    standard("weight", "1", new WholeNumber(1, 1000)),
                    optional("groups", new Named(NameRule.ID, 0, GROUP)));

    private static final Fields PROVIDER =
            fields(
                    required(
                            "type",
                            new Word(List.of("openai", "anthropic", "gemini", "echo"), List.of())),
                    optional("base_url", new Url()),
                    standard("headroom", "0", new WholeNumber(0, 90)),
                    standard("retry_budget", "10", new WholeNumber(0, 100)),
                    required("keys", new Sequence(1, PROVIDER_KEY)));

    private static final Fields HOST =
            fields(
                    required("provider", new Name(NameRule.ID)),
                    optional("provider_model", new FreeText(256)));

    private static final Fields MEMBER =
            fields(
                    required("provider", new Name(NameRule.ID)),
                    optional("group", new Name(NameRule.ID)));

    private static final Fields POOL = fields(required("members", new Sequence(1, MEMBER)));

    private static final Fields CACHE =
            fields(
                    required("max_age", new Span(Duration.ZERO, Duration.ofDays(7))),
                    standard(
                            "requests",
                            "deterministic",
                            new Word(List.of("deterministic", "any"), List.of())));

    private static final Fields MODEL =
            fields(
                    required("provider", new Name(NameRule.ID)),
                    optional("provider_model", new FreeText(256)),
                    required("max_output_tokens", new WholeNumber(1, 10_000_000)),
                    optional("also_at", new Sequence(0, HOST)),
                    optional("fallback", new Sequence(0, new Name(NameRule.MODEL))),
                    standard("affinity", "none", new Word(List.of("none", "workflow"), List.of())),
                    optional("estimator", new Word(List.of("exact", "ratio", "bytes"), List.of())),
                    optional("ratio_percent", new WholeNumber(10, 1000)),
                    optional("image_tokens", new WholeNumber(1, 1_000_000)),
                    optional("file_tokens", new WholeNumber(1, 10_000_000)),
                    optional("cache", CACHE));

    private static final Fields KEY_SECRET =
            fields(
                    required("sha256", new Digest()),
                    optional("signing_key", new WrappedKey()),
                    optional("until", new PointInTime()));

    /** Which of the secrets go together: KeySecretsCheck. */
    private static final Fields VIRTUAL_KEY =
            fields(
                    required("id", new Name(NameRule.ID)),
                    optional("secret_sha256", new Digest()),
                    optional("signing_key", new WrappedKey()),
                    optional("secrets", new Sequence(1, KEY_SECRET)),
                    standard("disabled", "false", new Word(List.of("false", "true"), List.of())),
                    optional("expires_at", new PointInTime()),
                    required("models", new Sequence(1, new Name(NameRule.MODEL))),
                    optional("limits", LIMITS),
                    standard("on_limit", "park", new Word(List.of("park", "reject"), List.of())),
                    standard("on_budget", "refuse", new Word(List.of("refuse", "park"), List.of())),
                    optional("max_parked", new WholeNumber(1, 10_000_000)),
                    optional("cache", CACHE));

    private static final Fields TEAM =
            fields(optional("limits", LIMITS), optional("keys", new Sequence(0, VIRTUAL_KEY)));

    private static final Fields RESULTS =
            fields(
                    required("topic", new Name(NameRule.TOPIC)),
                    standard("format", "json", new Word(List.of("json", "avro"), List.of())));

    private static final Fields CUSTOMER =
            fields(
                    optional("limits", LIMITS),
                    standard("weight", "1", new WholeNumber(1, 1000)),
                    optional("results", RESULTS),
                    optional("teams", new Named(NameRule.ID, 0, TEAM)));

    private static final Fields ACTION =
            fields(
                    optional("deny", new Sentence(256)),
                    optional("route", new Name(NameRule.MODEL)),
                    optional("fallback", new Sequence(1, new Name(NameRule.MODEL))),
                    optional(
                            "priority",
                            new Word(List.of("interactive", "standard", "batch"), List.of())),
                    optional("cache", CACHE));

    private static final Fields RULE =
            fields(
                    required("name", new Name(NameRule.ID)),
                    optional("for", new Name(NameRule.OWNER)),
                    required("when", new Expression(CelConditions.LENGTH_MAX)),
                    required("then", ACTION));

    private static final Fields PRICE =
            fields(
                    required("input_per_million", dollars("0", "1000000")),
                    required("output_per_million", dollars("0", "1000000")));

    private static final Fields KAFKA_DOOR =
            fields(
                    standard("auth", "trusted", new Word(List.of("trusted", "signed"), List.of())),
                    optional("signing_root", new Secret(Use.SIGNING_ROOT)));

    private static final Fields AUDIT = fields(required("root_key", new Secret(Use.AUDIT_ROOT)));

    private static final Fields REQUESTS =
            fields(
                    standard(
                            "default_deadline",
                            "10m",
                            new Span(Duration.ofSeconds(1), DEADLINE_MAX)),
                    standard("max_deadline", "6d", new Span(Duration.ofSeconds(1), DEADLINE_MAX)),
                    standard("max_body", "4MiB", new Size(KIB, 4 * MIB)),
                    standard("max_parked_per_key", "100000", new WholeNumber(1, 10_000_000)),
                    standard("max_attempts", "4", new WholeNumber(1, 100)),
                    standard("max_rotations", "64", new WholeNumber(1, 10_000)),
                    standard("max_waiting_per_customer", "1000000", new WholeNumber(1, 10_000_000)),
                    standard("passed_over_max", "20", new WholeNumber(1, 10_000)),
                    standard("max_recorded_answers", "4GiB", new Size(16 * MIB, 1024 * GIB)),
                    standard("max_cached_answers", "1GiB", new Size(16 * MIB, 1024 * GIB)));

    private static final Sequence RESTS =
            new Sequence(1, new Span(Duration.ofMillis(100), Duration.ofDays(1)));

    private static final Fields COOLDOWNS =
            fields(
                    optional("rate_limit", RESTS),
                    optional("billing", RESTS),
                    standard(
                            "forgotten_after",
                            "1h",
                            new Span(Duration.ofSeconds(1), Duration.ofDays(1))));

    private static final Fields BREAKER =
            fields(
                    standard(
                            "window",
                            "30s",
                            new Span(Duration.ofSeconds(1), Duration.ofMinutes(10))),
                    standard("min_calls", "10", new WholeNumber(1, 10_000)),
                    standard("failure_percent", "50", new WholeNumber(1, 100)),
                    standard("open", "10s", new Span(Duration.ofMillis(100), Duration.ofHours(1))));

    private static final Fields ADAPTIVE =
            fields(
                    standard("start", "16", new WholeNumber(1, 100_000)),
                    standard("max", "1000", new WholeNumber(1, 100_000)));

    private static final Fields WORKER =
            fields(
                    standard("max_in_flight", "2000", new WholeNumber(1, 100_000)),
                    standard(
                            "connect_timeout",
                            "5s",
                            new Span(Duration.ofMillis(100), Duration.ofMinutes(5))),
                    standard(
                            "call_timeout",
                            "10m",
                            new Span(Duration.ofSeconds(1), Duration.ofDays(1))),
                    standard("drain", "60s", new Span(Duration.ZERO, Duration.ofHours(1))),
                    standard("max_answer", "8MiB", new Size(KIB, 8 * MIB)),
                    optional("cooldowns", COOLDOWNS),
                    optional("breaker", BREAKER),
                    optional("adaptive", ADAPTIVE),
                    standard(
                            "first_byte_timeout",
                            "10m",
                            new Span(Duration.ofMillis(100), Duration.ofDays(1))),
                    standard(
                            "idle_timeout",
                            "2m",
                            new Span(Duration.ofMillis(100), Duration.ofDays(1))));

    private static final Fields SCHEMA_REGISTRY = fields(required("url", new Url()));

    static final Fields DOCUMENT =
            fields(
                    optional("kafka_door", KAFKA_DOOR),
                    required("providers", new Named(NameRule.ID, 1, PROVIDER)),
                    required("models", new Named(NameRule.MODEL, 1, MODEL)),
                    required("customers", new Named(NameRule.ID, 0, CUSTOMER)),
                    required("prices", new Named(NameRule.MODEL, 1, PRICE)),
                    required("audit", AUDIT),
                    optional("requests", REQUESTS),
                    optional("rules", new Sequence(0, RULE)),
                    optional("pools", new Named(NameRule.ID, 0, POOL)),
                    optional("worker", WORKER),
                    optional("schema_registry", SCHEMA_REGISTRY));

    private KnownKeys() {}

    private static Fields fields(Shape.Key... keys) {
        return new Fields(List.of(keys));
    }

    private static Shape.Key required(String name, Shape shape) {
        return new Shape.Key(name, new Presence.Required(), shape);
    }

    private static Shape.Key optional(String name, Shape shape) {
        return new Shape.Key(name, new Presence.MayBeLeftOut(), shape);
    }

    private static Shape.Key standard(String name, String value, Scalar shape) {
        return new Shape.Key(name, new Presence.Default(value), shape);
    }

    private static Dollars dollars(String min, String max) {
        return new Dollars(new BigDecimal(min), new BigDecimal(max));
    }
}
