package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.http.ScriptedServer.Script;
import dev.sluice.worker.provider.CallOutcome;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A provider whose answers are not what they say. Whatever it does, the call ends in time with the
 * right end, it was made once, and the next one works.
 */
@Timeout(20)
final class LyingProviderTest {

    private static final Duration IDLE = Duration.ofMillis(700);
    private static final Duration FIRST_BYTE = Duration.ofMillis(900);
    private static final Duration TOTAL = Duration.ofSeconds(3);

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    good                                  | ANSWERED | ACTUAL | -
                    good in chunks                        | ANSWERED | ACTUAL | -
                    good to the end, then closes          | ANSWERED | ACTUAL | -
                    good of HTTP/1.0, then closes         | ANSWERED | ACTUAL | -
                    good after hints                      | ANSWERED | ACTUAL | -
                    gzip                                  | ANSWERED | ACTUAL | -
                    gzip of too much                      | FAILED   | BOUND  | RESPONSE_TOO_LARGE
                    gzip that is none                     | FAILED   | BOUND  | NETWORK
                    brotli                                | FAILED   | BOUND  | UNKNOWN
                    error in a 200                        | FAILED   | BOUND  | SERVER_ERROR
                    rate limit in a 200                   | REFUSED  | NONE   | RATE_LIMIT
                    html                                  | FAILED   | BOUND  | UNKNOWN
                    html of a gateway                     | FAILED   | NONE   | SERVER_ERROR
                    empty                                 | FAILED   | BOUND  | UNKNOWN
                    text                                  | FAILED   | BOUND  | UNKNOWN
                    half a chunk, then closes             | FAILED   | BOUND  | NETWORK
                    no last chunk, then closes            | FAILED   | BOUND  | NETWORK
                    a chunk of no length, then closes     | FAILED   | BOUND  | NETWORK
                    longer said than it is, then closes   | FAILED   | BOUND  | NETWORK
                    shorter said than it is               | FAILED   | BOUND  | UNKNOWN
                    another answer behind it              | ANSWERED | BOUND  | -
                    a length that is none, then closes    | FAILED   | BOUND  | NETWORK
                    two lengths, then closes              | FAILED   | BOUND  | UNKNOWN
                    too large                             | FAILED   | BOUND  | RESPONSE_TOO_LARGE
                    no utf-8                              | FAILED   | BOUND  | UNKNOWN
                    no utf-8 in what is not looked at     | FAILED   | BOUND  | UNKNOWN
                    no content                            | FAILED   | BOUND  | UNKNOWN
                    switching, then closes                | FAILED   | BOUND  | NETWORK
                    redirect                              | REFUSED  | NONE   | UNKNOWN
                    not modified                          | REFUSED  | NONE   | UNKNOWN
                    no usage                              | ANSWERED | BOUND  | -
                    usage below nothing                   | ANSWERED | BOUND  | -
                    usage beyond counting                 | ANSWERED | BOUND  | -
                    usage in words                        | ANSWERED | BOUND  | -
                    no http, then closes                  | FAILED   | BOUND  | NETWORK
                    a status that is none                 | FAILED   | BOUND  | UNKNOWN
                    a status of letters, then closes      | FAILED   | BOUND  | NETWORK
                    nothing, then closes                  | FAILED   | BOUND  | NETWORK
                    half a head, then closes              | FAILED   | BOUND  | NETWORK
                    a header without a name, then closes  | ANSWERED | ACTUAL | -
                    headers without end, then closes      | FAILED   | BOUND  | NETWORK
                    """)
    void ends(String lie, EndKind kind, Billing billing, String errorClass) throws IOException {
        Script answer = ScriptedServer.writing(Lies.named(lie));
        assertEnd(
                socket -> {
                    answer.play(socket);
                    if (lie.endsWith(", then closes")) {
                        socket.close();
                    }
                },
                kind,
                billing,
                errorClass);
    }

    @Test
    void silenceEndsWithTheTimeForTheFirstByte() throws IOException {
        CallOutcome outcome = assertEnd(_ -> hang(), EndKind.FAILED, Billing.BOUND, "TIMEOUT");

        assertThat(outcome.message().orElseThrow()).contains("first_byte_timeout");
    }

    @Test
    void anAnswerThatStandsStillEndsWithTheIdleTime() throws IOException {
        CallOutcome outcome =
                assertEnd(
                        socket -> {
                            socket.getOutputStream().write(half());
                            socket.getOutputStream().flush();
                            hang();
                        },
                        EndKind.FAILED,
                        Billing.BOUND,
                        "TIMEOUT");

        assertThat(outcome.message().orElseThrow()).contains("idle_timeout");
    }

    @Test
    void anAnswerThatDripsEndsWithTheWholeTime() throws IOException {
        CallOutcome outcome = assertEnd(this::drip, EndKind.FAILED, Billing.BOUND, "TIMEOUT");

        assertThat(outcome.message()).contains("no answer in the time given");
    }

    @Test
    void hintsWithoutEndAreNoFirstByte() throws IOException {
        CallOutcome outcome =
                assertEnd(
                        socket -> {
                            while (!waited(Duration.ofMillis(300))) {
                                socket.getOutputStream()
                                        .write(Lies.raw("HTTP/1.1 103 Early Hints~~"));
                            }
                        },
                        EndKind.FAILED,
                        Billing.BOUND,
                        "TIMEOUT");

        assertThat(outcome.message().orElseThrow()).contains("first_byte_timeout");
    }

    @Test
    void aResetAfterTheWholeAnswerTakesNothingBack() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        Script answerAndReset =
                socket -> {
                    socket.getOutputStream().write(Lies.ok(Lies.GOOD));
                    socket.getOutputStream().flush();
                    waited(read, Duration.ofSeconds(10));
                    socket.setSoLinger(true, 0);
                    socket.close();
                    gone.countDown();
                };
        try (ScriptedServer server =
                        ScriptedServer.inTurn(
                                answerAndReset, ScriptedServer.writing(Lies.ok(Lies.GOOD)));
                Caller caller = caller(server)) {
            assertThat(caller.call().billing()).isEqualTo(Billing.ACTUAL);
            read.countDown();
            waited(gone, Duration.ofSeconds(10));

            // A call that is sent before the reset is seen may have been billed: not asked twice.
            await().untilAsserted(() -> assertNextWorks(caller));
        }
    }

    @Test
    void aResetInPlaceOfAnAnswerMayHaveBeenBilled() throws IOException {
        assertEnd(
                socket -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                },
                EndKind.FAILED,
                Billing.BOUND,
                "NETWORK");
    }

    /** What becomes of the first call; the second gets a good answer. */
    private CallOutcome assertEnd(Script lie, EndKind kind, Billing billing, String errorClass)
            throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.inTurn(lie, ScriptedServer.writing(Lies.ok(Lies.GOOD)));
                Caller caller = caller(server)) {
            CallOutcome outcome = caller.call();

            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.billing()).isEqualTo(billing);
            assertThat(outcome.errorClass()).isEqualTo(named(errorClass));
            assertThat(server.requests()).hasSize(1);
            assertNextWorks(caller);
            assertThat(server.requests()).hasSize(2);
            return outcome;
        }
    }

    private static void assertNextWorks(Caller caller) {
        CallOutcome next = caller.call();

        assertThat(next.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(next.response().map(body -> UTF_8.decode(body.duplicate()).toString()))
                .contains(Lies.GOOD);
    }

    private static Caller caller(ScriptedServer server) {
        return Caller.of(
                server.uri(),
                new WireLimits(Duration.ofSeconds(5), FIRST_BYTE, IDLE, Lies.BYTES_MAX),
                TOTAL);
    }

    private static Optional<ErrorClass> named(String errorClass) {
        return errorClass.equals("-")
                ? Optional.empty()
                : Optional.of(ErrorClass.valueOf(errorClass));
    }

    private void drip(Socket socket) throws IOException {
        socket.getOutputStream().write(half());
        while (!waited(Duration.ofMillis(100))) {
            socket.getOutputStream().write(' ');
            socket.getOutputStream().flush();
        }
    }

    private static byte[] half() {
        return Lies.raw("HTTP/1.1 200 OK~Content-Length: 9999~~{");
    }

    private void hang() {
        waited(Duration.ofMinutes(1));
    }

    /** Whether the test was over before. */
    private boolean waited(Duration time) {
        return waited(over, time);
    }

    private static boolean waited(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
