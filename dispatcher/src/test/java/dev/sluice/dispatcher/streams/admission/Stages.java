package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ConfigSource;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.KeySecret;
import dev.sluice.config.KeyValidity;
import dev.sluice.config.Limit;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes stages for one test, and closes them and removes their folders after it. */
final class Stages implements AfterEachCallback {

    private final List<Stage> open = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    /** A request that the sample configuration admits. */
    static InferenceRequest.Builder request() {
        return InferenceRequest.newBuilder()
                .setVirtualKey("demo")
                .setBody(new Body(Samples.chatBody("hello")));
    }

    Stage with(Limit... limits) {
        return with(Samples.active(Samples.config(limits)), 1);
    }

    Stage withParkedMax(int parkedMax, Limit... limits) {
        SluiceConfig config = Samples.config(limits);
        RequestPolicy usual = config.requests();
        RequestPolicy policy =
                new RequestPolicy(
                        usual.defaultDeadline(),
                        usual.deadlineMax(),
                        usual.bodyBytesMax(),
                        parkedMax,
                        usual.attemptsMax(),
                        usual.rotationsMax());
        return with(
                Samples.active(
                        new SluiceConfig(
                                config.kafkaDoor(),
                                config.providers(),
                                config.models(),
                                config.customers(),
                                config.prices(),
                                config.auditRootKey(),
                                policy,
                                config.worker(),
                                config.registryUrl())),
                1);
    }

    /** The sample configuration with limits on all levels, and rules for what they stop. */
    Stage with(
            CustomerConfig.WhenFull whenFull,
            List<Limit> ofCustomer,
            List<Limit> ofTeam,
            List<Limit> ofKey) {
        CustomerConfig.VirtualKey key =
                new CustomerConfig.VirtualKey(
                        "demo",
                        List.of(KeySecret.of(Samples.SECRET_SHA256)),
                        Set.of("gpt-4o-mini"),
                        ofKey,
                        KeyValidity.ALWAYS,
                        whenFull,
                        Optional.empty());
        CustomerConfig.Team team = new CustomerConfig.Team("research", ofTeam, List.of(key));
        SluiceConfig sample = Samples.config();
        return with(
                Samples.active(
                        new SluiceConfig(
                                sample.kafkaDoor(),
                                sample.providers(),
                                sample.models(),
                                List.of(new CustomerConfig("acme", 1, ofCustomer, List.of(team))),
                                sample.prices(),
                                sample.auditRootKey(),
                                sample.requests(),
                                sample.worker(),
                                sample.registryUrl())),
                1);
    }

    Stage with(ConfigSource config, int stagePartitions) {
        try {
            Path folder = Files.createTempDirectory("admission");
            folders.add(folder);
            Stage stage = new Stage(folder, config, stagePartitions);
            open.add(stage);
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for the state", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        open.forEach(Stage::close);
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
