package dev.sluice.app.sim;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A provider with the keys {@code key-a} and {@code key-b} and no latency. */
final class SimSamples {

    static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    static final String BODY =
            """
            {"model":"gpt-4o-mini","max_tokens":20,"messages":[{"role":"user","content":"hello"}]}\
            """;

    private SimSamples() {}

    static SimulatorConfig config(Limit... limits) {
        return SimulatorConfig.of(
                        List.of(key("key-a", limits), key("key-b", limits)),
                        List.of(
                                new SimulatorConfig.Model(
                                        "gpt-4o-mini",
                                        new BigDecimal("0.15"),
                                        new BigDecimal("0.60"))))
                .withLatency(Duration.ZERO);
    }

    /** One key that has its troubles, and no latency. */
    static SimulatorConfig config(KeyTroubles troubles, Limit... limits) {
        SimulatorConfig.Key key =
                new SimulatorConfig.Key("key-a", secret("key-a"), List.of(limits), troubles);
        return SimulatorConfig.of(List.of(key), config().models()).withLatency(Duration.ZERO);
    }

    static Limit perMinute(long count, long burst) {
        return new Limit.Requests(count, MINUTE, OptionalLong.of(burst));
    }

    static String secret(String key) {
        return "secret-of-" + key;
    }

    private static SimulatorConfig.Key key(String id, Limit... limits) {
        return new SimulatorConfig.Key(id, secret(id), List.of(limits));
    }
}
