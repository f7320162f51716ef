package dev.sluice.app.cli;

import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.SimulatorConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands in where no configuration is named: a simulated provider with real rate limits, and
 * the configuration for it.
 */
final class TrialProvider implements AutoCloseable {

    private static final int PORT = 4010;
    private static final int PER_MINUTE = 600;
    private static final int BURST = 10;
    private static final List<String> KEYS = List.of("key-a", "key-b");

    private final Optional<Simulator> simulator;

    private TrialProvider(Optional<Simulator> simulator) {
        this.simulator = simulator;
    }

    /** Where a configuration is named. */
    static TrialProvider none() {
        return new TrialProvider(Optional.empty());
    }

    static TrialProvider start() {
        return new TrialProvider(Optional.of(start(simulator())));
    }

    /** What the simulated provider of {@code sluice up} serves, to whom. */
    static SimulatorConfig simulator() {
        List<SimulatorConfig.Key> keys =
                KEYS.stream()
                        .map(id -> new SimulatorConfig.Key(id, "sk-sim-" + id, List.of(limit())))
                        .toList();
        SimulatorConfig.Model model =
                new SimulatorConfig.Model(
                        "gpt-4o-mini", new BigDecimal("0.15"), new BigDecimal("0.60"));
        return SimulatorConfig.of(keys, List.of(model));
    }

    /** The same port each time where it is free, so that the configuration stays the same. */
    private static Simulator start(SimulatorConfig config) {
        try {
            return Simulator.start(config.onPort(PORT));
        } catch (RuntimeException taken) {
            return Simulator.start(config);
        }
    }

    /**
     * The configuration for the provider. Its literal secrets open nothing, so nothing is warned
     * of.
     */
    ParsedConfig.Valid config(SecretResolver secrets) {
        return parsed(simulator.orElseThrow().port(), secrets);
    }

    /** The same for one that is not running: it tells the audit root key. */
    static ParsedConfig.Valid configWithout(SecretResolver secrets) {
        return parsed(1, secrets);
    }

    /** What a person needs to try it out, through the door on this port. */
    Optional<String> greeting(int httpPort) {
        return simulator.map(sim ->
                """
                  provider   simulated, http://127.0.0.1:%d/v1, keys %s of %d requests/min
                  results    in the topic results.demo, one line of JSON each
                  try        curl -s http://127.0.0.1:%d/v1/chat/completions -H 'Authorization: Bearer vk_demo_secret' \\
                               -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}'\
                """
                        .formatted(sim.port(), String.join(" and ", KEYS), PER_MINUTE, httpPort));
    }

    @Override
    public void close() {
        simulator.ifPresent(Simulator::close);
    }

    private static ParsedConfig.Valid parsed(int port, SecretResolver secrets) {
        return ConfigFile.check(
                ConfigParser.parse(yaml(port), "the built-in configuration"),
                secrets,
                new PrintWriter(Writer.nullWriter()));
    }

    private static Limit limit() {
        return new Limit.Requests(
                PER_MINUTE, new Window(1, Window.Unit.MINUTES), OptionalLong.of(BURST));
    }

    private static String yaml(int port) {
        return """
        providers:
          sim:
            type: openai
            base_url: http://127.0.0.1:%d/v1
            keys:
              - {id: key-a, secret: sk-sim-key-a, limits: [{requests: %d, per: 1m, burst: %d}]}
              - {id: key-b, secret: sk-sim-key-b, limits: [{requests: %d, per: 1m, burst: %d}]}
        models:
          gpt-4o-mini: {provider: sim, max_output_tokens: 1024}
        customers:
          demo:
            results: {topic: results.demo, format: json}
            teams:
              demo:
                keys:
                  - id: demo
                    secret_sha256: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b
                    models: [gpt-4o-mini]
                    limits: [{usd: 5, per: 1d}]
        prices:
          gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
        audit: {root_key: a root key that is good for trying out only}
        """
                .formatted(port, PER_MINUTE, BURST, PER_MINUTE, BURST);
    }
}
