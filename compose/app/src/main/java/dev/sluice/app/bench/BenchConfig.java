package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LimitCase;
import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.bench.plan.LoadKey;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The benches' {@code sluice.yaml}, written out so that it goes the way of every configuration. */
final class BenchConfig {

    static final String MODEL = "gpt-4o-mini";
    static final String ECHO_MODEL = "echo";
    static final String WARM_UP = "warm-up";

    /** SHA-256 of "secret": these keys guard nothing. */
    private static final String SECRET_SHA256 =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    private static final int IN_FLIGHT = 2_000;
    private static final int KEYS_OF_CUSTOMER = 100;

    private BenchConfig() {}

    /** What Sluice is told of a case: nothing of limits that are not known at the start. */
    static String of(LoadCase load, int port) {
        boolean told = load.known() == LoadCase.Known.CONFIGURED;
        String keys =
                load.keys().stream()
                        .map(key -> key(key, told ? limits(key.limits()) : ""))
                        .collect(Collectors.joining("\n"));
        return of(keys, load.customers().keySet(), IN_FLIGHT, port);
    }

    /** Keys whose limits never bind; each customer has one virtual key of its name. */
    static String unlimited(int keys, Collection<String> customers, int port) {
        return unlimited(keys, customers, IN_FLIGHT, port);
    }

    /** As {@link #unlimited(int, Collection, int)}, for so many calls at the same time. */
    static String unlimited(int keys, Collection<String> customers, int inFlight, int port) {
        String lines =
                IntStream.range(0, keys)
                        .mapToObj(n -> freeKey("key-" + n, inFlight))
                        .collect(Collectors.joining("\n"));
        return of(lines, customers, inFlight, port);
    }

    /** A customer for each limit, with two teams of two virtual keys. */
    static String limited(List<LimitCase> cases) {
        String tenants = cases.stream().map(BenchConfig::tenant).collect(Collectors.joining("\n"));
        return document(freeKey("key-0", IN_FLIGHT), tenants, IN_FLIGHT, 1);
    }

    /**
     * Virtual keys with one request a year, tokens and money that do not bind, and ten customers
     * whose limits do not either.
     */
    static String strict(int keys) {
        StringBuilder tenants = new StringBuilder();
        for (int number = 0; number < keys; number++) {
            if (number % KEYS_OF_CUSTOMER == 0) {
                tenants.append(
                        "  %s:%n    teams:%n      agents:%n        keys:%n"
                                .formatted(strictCustomer(number)));
            }
            tenants.append(
                    "          - {id: %s, secret_sha256: \"%s\", models: [%s], limits: [{requests: 1, per: 1Y}, {tokens: 1000000, per: 1d}, {usd: 1000, per: 1M}]}%n"
                            .formatted(strictKey(number), SECRET_SHA256, MODEL));
        }
        String free =
                IntStream.range(0, 10)
                        .mapToObj(n -> customer("free-" + n, MODEL))
                        .collect(Collectors.joining("\n"));
        return document(freeKey("key-0", IN_FLIGHT), tenants + free, IN_FLIGHT, 1);
    }

    static String strictCustomer(int key) {
        return "strict-" + key / KEYS_OF_CUSTOMER;
    }

    static String strictKey(int key) {
        return "key-" + key;
    }

    private static String tenant(LimitCase of) {
        return """
          %1$s:
            limits: [%2$s]
            teams:
              one: {keys: [%3$s, %4$s]}
              two: {keys: [%5$s, %6$s]}\
        """
                .formatted(
                        of.customer(),
                        of.limit(),
                        virtualKey(of, 0),
                        virtualKey(of, 1),
                        virtualKey(of, 2),
                        virtualKey(of, 3));
    }

    private static String virtualKey(LimitCase of, int number) {
        return "{id: %s-%d, secret_sha256: \"%s\", models: [%s]}"
                .formatted(of.customer(), number, SECRET_SHA256, MODEL);
    }

    static ParsedConfig.Valid parsed(String yaml) {
        return switch (ConfigParser.parse(yaml, "the bench")) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid -> throw new IllegalStateException(invalid.report());
        };
    }

    private static String of(String keys, Collection<String> customers, int inFlight, int port) {
        String tenants =
                Stream.concat(
                                customers.stream().map(id -> customer(id, MODEL)),
                                Stream.of(customer(WARM_UP, ECHO_MODEL)))
                        .collect(Collectors.joining("\n"));
        return document(keys, tenants, inFlight, port);
    }

    private static String document(String keys, String tenants, int inFlight, int port) {
        return """
        providers:
          sim:
            type: openai
            base_url: http://127.0.0.1:%d/v1
            keys:
        %s
          echo:
            type: echo
            keys:
              - {id: echo-1, secret: none, limits: [{concurrent: 200}]}
        models:
          gpt-4o-mini: {provider: sim, max_output_tokens: 1024}
          echo: {provider: echo, max_output_tokens: 1024}
        customers:
        %s
        prices:
          gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
          echo: {input_per_million: 0, output_per_million: 0}
        worker: {max_in_flight: %d}
        audit: {root_key: "a root key that is good for a bench only"}
        """
                .formatted(port, keys, tenants, inFlight);
    }

    private static String customer(String id, String model) {
        return """
          %s:
            teams:
              agents:
                keys:
                  - {id: %s, secret_sha256: "%s", models: [%s]}\
        """
                .formatted(id, id, SECRET_SHA256, model);
    }

    private static String key(LoadKey key, String limits) {
        return "      - {id: %s, secret: %s%s}".formatted(key.id(), key.secret(), limits);
    }

    private static String freeKey(String id, int inFlight) {
        return "      - {id: %s, secret: sk-sim-%s, limits: [{requests: 6000000, per: 1m, burst: 100000}, {concurrent: %d}]}"
                .formatted(id, id, inFlight);
    }

    private static String limits(List<Limit> limits) {
        return limits.stream()
                .map(BenchConfig::limit)
                .collect(Collectors.joining(", ", ", limits: [", "]"));
    }

    private static String limit(Limit limit) {
        return switch (limit) {
            case Limit.Requests(long count, Window per, OptionalLong burst) ->
                    "{requests: %d, per: %s, burst: %d}".formatted(count, per, burst.orElse(count));
            case Limit.Tokens(long count, Window per, OptionalLong burst) ->
                    "{tokens: %d, per: %s, burst: %d}".formatted(count, per, burst.orElse(count));
            case Limit.Concurrent(int count) -> "{concurrent: %d}".formatted(count);
            case Limit.OfTenants _ -> throw new IllegalArgumentException("no limit of a key");
        };
    }
}
