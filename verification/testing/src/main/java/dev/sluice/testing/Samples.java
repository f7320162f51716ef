package dev.sluice.testing;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.Lanes;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.Price;
import dev.sluice.config.PriceBook;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SecretRef;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Window;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.Tenant;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The configuration and records that tests start from: provider {@code sim} with lanes {@code
 * sim/key-a} and {@code sim/key-b}, model {@code gpt-4o-mini}, customer {@code acme}, team {@code
 * research}, virtual key {@code demo} with the secret {@code secret}.
 */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";
    public static final int PARTITIONS = 4;
    public static final Tenant TENANT = new Tenant("acme", "research", "demo");
    public static final String SECRET_SHA256 =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Limit RATE = new Limit.Requests(600, MINUTE, OptionalLong.of(10));

    private Samples() {}

    public static Price price() {
        return Price.of("gpt-4o-mini", 150_000_000_000L, 600_000_000_000L);
    }

    public static ProviderConfig.Key providerKey(String id) {
        return new ProviderConfig.Key(
                id,
                new SecretRef.Literal("secret-of-" + id),
                List.of(RATE, new Limit.Concurrent(50)),
                Optional.empty(),
                1);
    }

    /** The sample configuration with these limits on the virtual key. */
    public static SluiceConfig config(Limit... limitsOfKey) {
        CustomerConfig.VirtualKey key =
                new CustomerConfig.VirtualKey(
                        "demo", SECRET_SHA256, Set.of("gpt-4o-mini"), List.of(limitsOfKey));
        CustomerConfig.Team team = new CustomerConfig.Team("research", List.of(), List.of(key));
        return new SluiceConfig(
                SluiceConfig.KafkaDoorAuth.TRUSTED,
                List.of(
                        new ProviderConfig(
                                "sim",
                                "openai",
                                URI.create("http://127.0.0.1:4010/v1"),
                                List.of(providerKey("key-a"), providerKey("key-b")))),
                List.of(new ModelConfig("gpt-4o-mini", "sim", "gpt-4o-mini", 1024)),
                List.of(new CustomerConfig("acme", 1, List.of(), List.of(team))),
                List.of(price()),
                new SecretRef.Literal("audit-root"),
                RequestPolicy.DEFAULT,
                WorkerPolicy.DEFAULT,
                Optional.empty());
    }

    /** {@code config} as version 1. */
    public static ActiveConfig active(SluiceConfig config) {
        List<Lane> lanes = Lanes.of(config);
        return new ActiveConfig(
                1,
                config,
                lanes,
                Lanes.assign(lanes, Map.of(), PARTITIONS),
                new PriceBook(config.prices(), List.of()));
    }

    /** Id of the request at this offset of partition 0. */
    public static String requestId(long offset) {
        return TOPIC_ID + ".0." + offset;
    }

    /**
     * The first attempt of a small request that was admitted at noon and is of use for a minute.
     */
    public static Attempt attempt(String requestId) {
        return Attempt.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setTenant(TENANT)
                .setPool("sim")
                .setProvider("sim")
                .setModel("gpt-4o-mini")
                .setProviderModel("gpt-4o-mini")
                .setUrl("/v1/chat/completions")
                .setBody(new Body(chatBody("hello")))
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setReservation(new Reservation(price().cost(20, 100), price().id()))
                .setDeadline(NOON.plus(Duration.ofMinutes(1)))
                .setAcceptedAt(NOON)
                .setAdmittedAt(NOON)
                .setConfigVersion(1)
                .build();
    }

    /** A chat completion request with one message. */
    public static ByteBuffer chatBody(String message) {
        return ByteBuffer.wrap(
                """
                {"model":"gpt-4o-mini","max_tokens":100,"messages":[{"role":"user","content":"%s"}]}\
                """
                        .formatted(message)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
