package dev.sluice.dispatcher;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.testing.Samples;

/**
 * A model with a route: {@code gpt-4o-mini} may be answered by {@code claude}, which another
 * provider serves and virtual key {@code narrow} may not use, then by {@code tiny}, which gives at
 * most 50 tokens. {@code poor} cannot pay for {@code claude}.
 */
public final class RouteConfig {

    private static final String YAML =
            """
            providers:
              sim:
                type: openai
                base_url: http://127.0.0.1:1/v1
                keys:
                  - {id: key-a, secret: sk-test-aaaaaaaa}
                  - {id: key-b, secret: sk-test-bbbbbbbb}
              other:
                type: anthropic
                base_url: http://127.0.0.1:2/v1
                keys: [{id: key-c, secret: sk-test-cccccccc}]
            models:
              gpt-4o-mini: {provider: sim, max_output_tokens: 1024, fallback: [claude, tiny]}
              claude: {provider: other, provider_model: claude-x, max_output_tokens: 2048, affinity: workflow}
              tiny: {provider: sim, provider_model: tiny-1, max_output_tokens: 50}
            customers:
              acme:
                teams:
                  research:
                    keys:
                      - {id: demo, secret_sha256: SHA, models: [gpt-4o-mini, claude, tiny], limits: [LIMITS]}
                      - {id: narrow, secret_sha256: SHA, models: [gpt-4o-mini, tiny]}
                      - {id: poor, secret_sha256: SHA, models: [gpt-4o-mini, claude], limits: [{usd: 0.0005, per: 1d}]}
                      - {id: alone, secret_sha256: SHA, models: [gpt-4o-mini]}
              globex:
                teams:
                  ops:
                    keys: [{id: foreign, secret_sha256: SHA, models: [gpt-4o-mini]}]
            prices:
              gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
              claude: {input_per_million: 3, output_per_million: 15}
              tiny: {input_per_million: 0.01, output_per_million: 0.02}
            audit: {root_key: a-root-key-for-tests}
            """;

    private RouteConfig() {}

    /**
     * @param limits of virtual key {@code demo}, as they stand in a list of YAML
     */
    public static ActiveConfig with(String limits) {
        return withRules(limits);
    }

    /**
     * @param rules as they stand in a list of YAML
     */
    public static ActiveConfig withRules(String limits, String... rules) {
        String yaml =
                YAML.replace("SHA", Samples.SECRET_SHA256).replace("LIMITS", limits)
                        + "rules: ["
                        + String.join(", ", rules)
                        + "]\n";
        return switch (ConfigParser.parse(yaml, "route.yaml")) {
            case ParsedConfig.Valid valid -> Samples.active(valid.config());
            case ParsedConfig.Invalid invalid ->
                    throw new IllegalArgumentException(invalid.report());
        };
    }

    public static ActiveConfig free() {
        return with("");
    }
}
