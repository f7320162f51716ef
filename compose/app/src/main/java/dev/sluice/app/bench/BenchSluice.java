package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadRequest;
import dev.sluice.app.demo.ScratchFolder;
import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.roles.AllInOneSettings;
import dev.sluice.config.secret.SecretResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All roles in this process and in a folder that is removed afterwards. */
record BenchSluice(ScratchFolder folder, AllInOne running) implements AutoCloseable {

    private static final Duration WARM_UP_MAX = Duration.ofMinutes(3);

    static BenchSluice start(String yaml) {
        ScratchFolder folder = ScratchFolder.create("sluice-bench");
        try {
            return new BenchSluice(
                    folder,
                    AllInOne.start(
                            AllInOneSettings.anywhere(folder.path()),
                            BenchConfig.parsed(yaml),
                            SecretResolver.of(Map.of()),
                            InstantSource.system()));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Requests to an echo lane, which no provider sees: every stage and the JVM are warm then. */
    void warmUp(int requests) throws InterruptedException {
        CountDownLatch results = new CountDownLatch(requests);
        try (SluiceClients clients =
                SluiceClients.open(running.cluster(), _ -> results.countDown())) {
            for (int n = 0; n < requests; n++) {
                LoadRequest request =
                        new LoadRequest(n, BenchConfig.WARM_UP, 10, 10, Duration.ZERO);
                clients.publish(
                        BenchConfig.WARM_UP, request.line(BenchConfig.ECHO_MODEL), WARM_UP_MAX);
            }
            if (!results.await(WARM_UP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "%d of %d warm-up requests did not come back within %d s: %s"
                                .formatted(
                                        results.getCount(),
                                        requests,
                                        WARM_UP_MAX.toSeconds(),
                                        running.failures()));
            }
        }
    }

    @Override
    public void close() {
        running.close();
        folder.close();
    }
}
