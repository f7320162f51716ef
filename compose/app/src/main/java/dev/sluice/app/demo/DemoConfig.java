package dev.sluice.app.demo;

import java.util.stream.Collectors;

/**
 * The demonstration's {@code sluice.yaml}, written out so that it goes the way of every
 * configuration.
 */
final class DemoConfig {

    /** SHA-256 of "secret": these keys guard nothing. */
    private static final String SECRET_SHA256 =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    static final String MODEL = "gpt-4o-mini";
    static final String ECHO_MODEL = "echo";
    static final String AUDIT_ROOT_KEY = "a root key that is good for a demonstration only";

    private DemoConfig() {}

    static String yaml(DemoPlan plan, int simulatorPort) {
        String keys =
                plan.keyIds().stream().map(id -> key(plan, id)).collect(Collectors.joining("\n"));
        return """
        providers:
          sim:
            type: openai
            base_url: http://127.0.0.1:%d/v1
            keys:
        %s
          echo:
            type: echo
            base_url: http://127.0.0.1:1/v1
            keys:
              - {id: echo-1, secret: none, limits: [{concurrent: 200}]}
        models:
          gpt-4o-mini: {provider: sim, max_output_tokens: 1024}
          echo: {provider: echo, max_output_tokens: 1024}
        customers:
          acme:
            limits: [{usd: 500, per: 1M}]
            teams:
              research:
                limits: [{tokens: 5000000, per: 1m}, {concurrent: 2000}]
                keys:
                  - {id: acme-research, secret_sha256: "%s", models: [gpt-4o-mini], limits: [{usd: 5, per: 1d}]}
              support:
                keys:
                  - {id: acme-support, secret_sha256: "%s", models: [gpt-4o-mini], limits: [{usd: 5, per: 1d}]}
          globex:
            limits: [{usd: 500, per: 1M}, {requests: 100000, per: 1m}]
            teams:
              ops:
                keys:
                  - {id: globex-ops, secret_sha256: "%s", models: [gpt-4o-mini], limits: [{usd: 5, per: 1d}]}
          warm-up:
            teams:
              echo:
                keys:
                  - {id: warm-up, secret_sha256: "%s", models: [echo]}
        prices:
          gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
          echo: {input_per_million: 0, output_per_million: 0}
        audit: {root_key: "%s"}
        """
                .formatted(
                        simulatorPort,
                        keys,
                        SECRET_SHA256,
                        SECRET_SHA256,
                        SECRET_SHA256,
                        SECRET_SHA256,
                        AUDIT_ROOT_KEY);
    }

    /** What the simulated provider knows a key by. */
    static String secretOf(String keyId) {
        return "sk-sim-" + keyId;
    }

    private static String key(DemoPlan plan, String id) {
        return "      - {id: %s, secret: %s, limits: [{requests: %d, per: 1m, burst: %d}, {concurrent: 100}]}"
                .formatted(id, secretOf(id), plan.perMinute(), plan.burst());
    }
}
