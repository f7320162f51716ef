package dev.sluice.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.worker.provider.CallOutcome;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS, with HTTP/2 where the provider takes it. */
@Timeout(30)
final class SecureWireTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WireLimits LIMITS = new WireLimits(LONG, LONG, LONG, Lies.BYTES_MAX);

    @TempDir private Path folder;

    @Test
    void http2IsSpokenWhereItIsOffered() throws Exception {
        try (SecureServer server =
                        new SecureServer(
                                folder,
                                SecureServer.http2(100),
                                (_, response) -> response.send(Lies.GOOD));
                Caller caller = caller(server)) {
            for (int n = 0; n < 5; n++) {
                assertThat(caller.call().billing()).isEqualTo(Billing.ACTUAL);
            }

            assertThat(server.http2.get()).isEqualTo(5);
            assertThat(server.http1.get()).isZero();
        }
    }

    @Test
    void http1IsSpokenWhereHttp2IsNotOffered() throws Exception {
        try (SecureServer server =
                        new SecureServer(
                                folder,
                                List.of(Http1Config.create()),
                                (_, response) -> response.send(Lies.GOOD));
                Caller caller = caller(server)) {
            assertThat(caller.call().kind()).isEqualTo(EndKind.ANSWERED);
            assertThat(caller.call().kind()).isEqualTo(EndKind.ANSWERED);
            assertThat(server.http1.get()).isEqualTo(2);
        }
    }

    /** One connection has so many streams; the JDK's client refuses the next by itself. */
    @Test
    void moreCallsThanAConnectionHasStreamsAreAllMadeOnce() throws Exception {
        int calls = 60;
        AtomicBoolean first = new AtomicBoolean(true);
        CountDownLatch together = new CountDownLatch(calls);
        try (SecureServer server =
                        new SecureServer(
                                folder,
                                SecureServer.http2(10),
                                (_, response) -> {
                                    if (!first.getAndSet(false)) {
                                        together.countDown();
                                        together.await();
                                    }
                                    response.send(Lies.GOOD);
                                });
                Caller caller = caller(server);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            caller.call();
            List<Future<CallOutcome>> outcomes = new ArrayList<>();
            for (int n = 0; n < calls; n++) {
                outcomes.add(threads.submit(() -> caller.call()));
            }

            for (Future<CallOutcome> outcome : outcomes) {
                assertThat(outcome.get().kind()).isEqualTo(EndKind.ANSWERED);
            }
            assertThat(server.http1.get() + server.http2.get()).isEqualTo(calls + 1);
            assertThat(server.http2.get()).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void aStrangersCertificateGetsNoRequest() throws Exception {
        try (SecureServer server =
                        new SecureServer(
                                folder,
                                SecureServer.http2(10),
                                (_, response) -> response.send(Lies.GOOD));
                Caller caller = Caller.of(server.uri(), LIMITS, LONG)) {
            CallOutcome outcome = caller.call();

            assertThat(outcome.billing()).isEqualTo(Billing.NONE);
            assertThat(server.http1.get() + server.http2.get()).isZero();
        }
    }

    @Test
    void whoAcceptsAndDoesNotShakeHandsIsNotWaitedForLong() throws Exception {
        WireLimits limits = new WireLimits(Duration.ofMillis(500), LONG, LONG, Lies.BYTES_MAX);
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Caller caller =
                        Caller.of(
                                URI.create("https://localhost:" + mute.getLocalPort() + "/v1/x"),
                                limits,
                                LONG)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> caller.call().billing() == Billing.NONE);
        }
    }

    private static Caller caller(SecureServer server) {
        return Caller.of(server.uri(), new Wire(LIMITS, server.trusting()), LONG);
    }
}
