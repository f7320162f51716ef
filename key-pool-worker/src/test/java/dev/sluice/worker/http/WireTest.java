package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.provider.ProviderReply;
import dev.sluice.worker.provider.ProviderReply.Content;
import dev.sluice.worker.provider.ProviderRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final int BYTES_MAX = 1_000;

    private final Wire wire =
            new Wire(new WireLimits(Duration.ofSeconds(5), LONG, LONG, BYTES_MAX));
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
        wire.close();
    }

    @Test
    void aWholeAnswerComesBackWithItsHeaders() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering(
                        "HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nContent-Length: 2\r\n\r\n{}")) {
            ProviderReply.Answered answer = (ProviderReply.Answered) send(server.uri(), LONG);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("x-request-id")).contains("r1");
            assertThat(answer.content()).isEqualTo(new Content.Whole(bytes("{}")));
            assertThat(server.requests().getFirst())
                    .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                    .contains("Authorization: Bearer sk-1\r\n")
                    .endsWith("\r\n\r\nhello");
        }
    }

    @Test
    void aPlainConnectionIsNotAskedToBecomeHttp2() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            send(server.uri(), LONG);

            assertThat(server.requests().getFirst()).doesNotContain("Upgrade");
        }
    }

    @Test
    void aRefusedConnectionWasNeverSent() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(send(URI.create("http://127.0.0.1:" + port + "/v1/x"), LONG))
                .isInstanceOf(ProviderReply.NotSent.class);
    }

    @Test
    void anAddressThatIsNoneWasNeverSent() {
        assertThat(send(URI.create("http://127.0.0.1:-1/v1/x"), LONG))
                .isInstanceOf(ProviderReply.NotSent.class);
        wire.open(URI.create("mailto:nobody"));
    }

    @Test
    void anUnknownHostWasNeverSent() {
        assertThat(send(URI.create("http://no-such-host.invalid/v1/x"), LONG))
                .isInstanceOf(ProviderReply.NotSent.class);
    }

    @Test
    void aResetAfterSendingMayHaveBeenBilled() throws IOException {
        try (ScriptedServer server = ScriptedServer.of(socket -> socket.setSoLinger(true, 0))) {
            assertThat(send(server.uri(), LONG)).isInstanceOf(ProviderReply.Broken.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordMayHaveBeenBilledAndIsNotTriedAgain()
            throws IOException {
        try (ScriptedServer server = ScriptedServer.of(_ -> {})) {
            assertThat(send(server.uri(), LONG)).isInstanceOf(ProviderReply.Broken.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void silenceAfterSendingTimesOut() throws IOException {
        try (ScriptedServer server = ScriptedServer.of(_ -> hang())) {
            assertThat(send(server.uri(), SHORT)).isInstanceOf(ProviderReply.TimedOut.class);
        }
    }

    @Test
    void halfABodyIsCutAndItsStatusKnown() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 500 X\r\nContent-Length: 10\r\n\r\nhalf")) {
            ProviderReply.Answered answer = (ProviderReply.Answered) send(server.uri(), LONG);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.content()).isInstanceOf(Content.Cut.class);
        }
    }

    @Test
    void aBrokenChunkIsCut() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
            assertThat(content(send(server.uri(), LONG))).isInstanceOf(Content.Cut.class);
        }
    }

    @Test
    void aBodyThatDoesNotEndIsLate() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.of(socket -> {
                    String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
                    socket.getOutputStream().write(head.getBytes(UTF_8));
                    socket.getOutputStream().flush();
                    hang();
                })) {
            assertThat(content(send(server.uri(), SHORT))).isInstanceOf(Content.Late.class);
        }
    }

    @Test
    void anAnswerIsReadUpToTheBoundAndNoFurther() throws IOException {
        assertThat(contentOf(BYTES_MAX)).isInstanceOf(Content.Whole.class);
        assertThat(contentOf(BYTES_MAX + 1)).isInstanceOf(Content.TooLarge.class);
        assertThat(contentOf(BYTES_MAX * 1_000)).isInstanceOf(Content.TooLarge.class);
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (ScriptedServer target = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n");
                ScriptedServer server =
                        ScriptedServer.answering(
                                "HTTP/1.1 307 X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                                        .formatted(target.uri()))) {
            ProviderReply.Answered answer = (ProviderReply.Answered) send(server.uri(), LONG);

            assertThat(answer.status()).isEqualTo(307);
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void openingKnocksWithoutASecretAndSurvivesAClosedDoor() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")) {
            wire.open(server.uri());

            assertThat(server.requests())
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request)
                                    .startsWith("HEAD / ")
                                    .doesNotContain("Authorization"));
        }
        wire.open(URI.create("http://no-such-host.invalid/v1"));
    }

    private Content contentOf(int length) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
        try (ScriptedServer server =
                ScriptedServer.of(socket -> {
                    socket.getOutputStream().write(head.getBytes(UTF_8));
                    try {
                        socket.getOutputStream().write(new byte[length]);
                    } catch (IOException e) {
                        // The client has had enough.
                    }
                })) {
            return content(send(server.uri(), LONG));
        }
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProviderReply send(URI uri, Duration time) {
        return wire.send(
                new ProviderRequest(uri, Map.of("Authorization", "Bearer sk-1"), bytes("hello")),
                time);
    }

    private static Content content(ProviderReply reply) {
        return ((ProviderReply.Answered) reply).content();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
