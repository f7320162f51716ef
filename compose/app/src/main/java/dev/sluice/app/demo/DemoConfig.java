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
        return Resources.text("sluice.yaml")
                .replace("PORT", Integer.toString(simulatorPort))
                .replace("KEYS", keys)
                .replace("SECRET_SHA256", SECRET_SHA256)
                .replace("ROOT_KEY", AUDIT_ROOT_KEY);
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
