package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.testing.Samples;
import dev.sluice.worker.provider.CallOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests of the largest size, to those who read them and to those who do not. */
@Timeout(20)
final class SlowUploadTest {

    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final int BODY_BYTES = 4 * 1024 * 1024;

    /** More than the buffers of both ends take in: what is there was not read by anybody. */
    private static final int TOO_MANY_BYTES = 32 * 1024 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    @Test
    void theLargestBodyArrivesAsItIs() throws IOException {
        String body = body(BODY_BYTES);
        try (ScriptedServer server =
                        ScriptedServer.inTurn(ScriptedServer.writing(Lies.ok(Lies.GOOD)));
                Caller caller = caller(server.uri(), LONG)) {
            assertThat(caller.call(attempt(body)).kind()).isEqualTo(EndKind.ANSWERED);
            assertThat(server.requests().getFirst()).endsWith("\r\n\r\n" + body);
        }
    }

    @Test
    void aProviderThatDoesNotReadCannotHaveWorked() throws IOException {
        try (ServerSocket server = server();
                Caller caller = caller(uri(server), SHORT)) {
            CallOutcome outcome = caller.call(attempt(body(TOO_MANY_BYTES)));

            assertThat(outcome.billing()).isEqualTo(Billing.NONE);
            assertThat(outcome.message().orElseThrow()).contains("idle_timeout");
        }
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfTheRequestCostsNothing() throws IOException {
        try (ServerSocket server = server();
                Caller caller = caller(uri(server), LONG)) {
            CompletableFuture<Void> breaking = CompletableFuture.runAsync(() -> reset(server));

            CallOutcome outcome = caller.call(attempt(body(TOO_MANY_BYTES)));

            assertThat(outcome.billing()).isEqualTo(Billing.NONE);
            assertThat(outcome.errorClass()).contains(ErrorClass.NETWORK);
            breaking.join();
        }
    }

    /** Takes in a part of the request, and no more. */
    private static void reset(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(100_000);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Caller caller(URI at, Duration idle) {
        return Caller.of(at, new WireLimits(LONG, LONG, idle, Lies.BYTES_MAX), LONG);
    }

    private static ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReceiveBufferSize(BUFFER_BYTES);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }

    private static URI uri(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/chat/completions");
    }

    private static String body(int bytes) {
        String start = "{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        return start + "x".repeat(bytes - start.length() - end.length()) + end;
    }

    private static Attempt attempt(String body) {
        return Attempt.newBuilder(Samples.attempt(Samples.requestId(1)))
                .setBody(new Body(ByteBuffer.wrap(body.getBytes(UTF_8))))
                .build();
    }
}
