package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.testing.Samples;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reader under a small configuration, and what it says in short. */
final class ReaderDesk {

    static final Instant NOON = Samples.NOON;

    final RequestReader reader =
            new RequestReader(Samples.active(config()), KeyCheck.trusting(config()));

    /** The sample with another model that the key may not use, and small bodies. */
    private static SluiceConfig config() {
        SluiceConfig sample = Samples.config();
        List<ModelConfig> models = new ArrayList<>(sample.models());
        models.add(new ModelConfig("other", "sim", "other-at-sim", 10));
        models.add(new ModelConfig("renamed", "sim", "real-name", 1024));
        models.add(new ModelConfig("thinker", "sim", "gpt-5-mini", 1024));
        models.add(new ModelConfig("claude", "ant", "claude-1", 1024));
        models.add(new ModelConfig("google/flash", "goo", "gemini-1", 1024));
        List<ProviderConfig> providers = new ArrayList<>(sample.providers());
        providers.add(
                new ProviderConfig(
                        "goo",
                        "gemini",
                        URI.create("http://127.0.0.1:1/v1beta"),
                        List.of(Samples.providerKey("key-goo"))));
        providers.add(
                new ProviderConfig(
                        "ant",
                        "anthropic",
                        URI.create("http://127.0.0.1:1/v1"),
                        List.of(Samples.providerKey("key-ant"))));
        CustomerConfig.VirtualKey key =
                new CustomerConfig.VirtualKey(
                        "demo",
                        Samples.SECRET_SHA256,
                        Set.of("gpt-4o-mini", "renamed", "thinker", "claude", "google/flash"),
                        List.of());
        CustomerConfig.Team team = new CustomerConfig.Team("research", List.of(), List.of(key));
        RequestPolicy policy =
                new RequestPolicy(Duration.ofMinutes(10), Duration.ofDays(6), 100_000, 10, 4, 64);
        return new SluiceConfig(
                sample.kafkaDoor(),
                providers,
                models,
                List.of(new CustomerConfig("acme", 7, List.of(), List.of(team))),
                sample.prices(),
                sample.auditRootKey(),
                policy,
                sample.worker(),
                sample.registryUrl());
    }

    Reading readJson(String line, Map<String, String> headers) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        return reader.read(
                new Letter.OfJson(bytes, headers, bytes.remaining()),
                Samples.requestId(3),
                NOON,
                NOON);
    }

    Reading readAvro(InferenceRequest.Builder request) {
        return reader.read(
                new Letter.OfAvro(request.build(), 100), Samples.requestId(3), NOON, NOON);
    }

    Reading readBody(String body) {
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))))
                        .build();
        return reader.read(
                new Letter.OfAvro(request, body.length()), Samples.requestId(3), NOON, NOON);
    }

    static IncomingRequest accepted(Reading reading) {
        return ((Reading.Accepted) reading).request();
    }

    static TurnedAway turned(Reading reading) {
        return ((Reading.Turned) reading).away();
    }

    static String sent(Reading reading) {
        ByteBuffer body = (ByteBuffer) accepted(reading).draft().getBody().getContent();
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }
}
