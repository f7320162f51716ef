package dev.sluice.app.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.WorkerPolicy;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.testing.Samples;
import dev.sluice.worker.http.ProviderClients;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.ProviderClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The worker's client and the simulated provider over loopback, with everything that goes wrong.
 */
class ProviderAgainstSimulatorTest {

    /** How long a test of silence takes. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Simulator simulator =
            Simulator.start(
                    SimSamples.config(SimSamples.perMinute(600, 3)).withSlowness(LONG), () -> 0);
    private final ProviderConfig.Key key = Samples.providerKey("key-a");
    private final ProviderConfig provider =
            new ProviderConfig("sim", "openai", simulator.baseUrl(), List.of(key));

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void anAnswerSaysWhatTheProviderBilled() {
        CallOutcome outcome = call(LONG);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.ACTUAL);
        assertThat(outcome.usage().orElseThrow().getInputTokens())
                .isEqualTo(simulator.tally().inputTokens())
                .isLessThanOrEqualTo(Samples.attempt("x").getInputTokens());
        assertThat(outcome.usage().orElseThrow().getOutputTokens())
                .isEqualTo(simulator.tally().outputTokens());
        assertThat(outcome.servedModel()).contains("gpt-4o-mini");
        assertThat(outcome.providerRequestId()).contains("req-1");
        assertThat(outcome.pace().remainingRequests()).hasValue(2);
        assertThat(Samples.price().cost(outcome.usage().orElseThrow()))
                .isEqualTo(simulator.tally().costUsd().movePointRight(12).longValueExact());
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "HANG,         FAILED,   BOUND, TIMEOUT",
        "SLOW,         FAILED,   BOUND, TIMEOUT",
        "RESET,        FAILED,   BOUND, NETWORK",
        "HALF_BODY,    FAILED,   BOUND, NETWORK",
        "HTML,         FAILED,   BOUND, UNKNOWN",
        "NOT_JSON,     FAILED,   BOUND, UNKNOWN",
        "HUGE,         FAILED,   BOUND, RESPONSE_TOO_LARGE",
        "ERROR_IN_200, REFUSED,  NONE,  OVERLOADED",
        "SERVER_ERROR, FAILED,   NONE,  SERVER_ERROR",
        "OVERLOADED,   REFUSED,  NONE,  OVERLOADED",
        "UNAUTHORIZED, REFUSED,  NONE,  AUTH",
        "RATE_LIMITED, REFUSED,  NONE,  RATE_LIMIT",
        "UNPAID,       REFUSED,  NONE,  BILLING",
        "REDIRECT,     REFUSED,  NONE,  UNKNOWN",
        "NO_USAGE,     ANSWERED, BOUND, "
    })
    void everyFaultIsToldForWhatItIs(
            Fault fault, EndKind kind, Billing billing, ErrorClass errorClass) {
        simulator.inject(FaultRule.next(fault));

        CallOutcome outcome = call(errorClass == ErrorClass.TIMEOUT ? SHORT : LONG);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.billing()).isEqualTo(billing);
        assertThat(outcome.errorClass()).isEqualTo(Optional.ofNullable(errorClass));
        assertThat(outcome.message().orElse("")).doesNotContain(SimSamples.secret("key-a"));
        assertThat(simulator.tally().calls()).isLessThanOrEqualTo(1);
    }

    @Test
    void whatTheProviderBillsIsNeverTakenForFree() {
        for (Fault fault : Fault.values()) {
            if (fault == Fault.HANG || fault == Fault.SLOW) {
                continue;
            }
            try (Simulator own = Simulator.start(SimSamples.config())) {
                own.inject(FaultRule.next(fault));
                CallOutcome outcome = call(own, LONG);
                if (own.tally().billed() == 1) {
                    assertThat(outcome.billing()).as(fault.word()).isNotEqualTo(Billing.NONE);
                }
            }
        }
    }

    @Test
    void aRefusalSaysToTheMillisecondHowLongToWait() {
        call(LONG);
        call(LONG);
        call(LONG);

        CallOutcome outcome = call(LONG);

        assertThat(outcome.errorClass()).contains(ErrorClass.RATE_LIMIT);
        assertThat(outcome.pace().retryAfter()).contains(Duration.ofMillis(100));
        assertThat(outcome.pace().remainingRequests()).hasValue(0);
    }

    @Test
    void aRequestThatIsWrongComesBackWithTheProvidersBody() {
        ByteBuffer wrong =
                ByteBuffer.wrap("{\"model\":\"gpt-4o-mini\",\"messages\":[]}".getBytes(UTF_8));
        Attempt attempt =
                Attempt.newBuilder(Samples.attempt(Samples.requestId(1)))
                        .setBody(new Body(wrong))
                        .build();

        CallOutcome outcome = call(simulator, attempt, LONG);

        assertThat(outcome.errorClass()).contains(ErrorClass.INVALID_REQUEST);
        assertThat(outcome.statusCode()).contains(400);
        assertThat(UTF_8.decode(outcome.response().orElseThrow().duplicate()).toString())
                .contains("at least one message is required");
    }

    @Test
    void aProviderThatIsGoneWasNeverAsked() {
        simulator.close();

        CallOutcome outcome = call(LONG);

        assertThat(outcome.kind()).isEqualTo(EndKind.FAILED);
        assertThat(outcome.billing()).isEqualTo(Billing.NONE);
        assertThat(outcome.errorClass()).contains(ErrorClass.NETWORK);
    }

    @Test
    void openingAConnectionIsNoCall() {
        try (ProviderClients clients = clients(provider, LONG)) {
            clients.apply(provider).open();
        }

        assertThat(simulator.tally().calls()).isZero();
        assertThat(simulator.tally().strangers()).isZero();
    }

    private CallOutcome call(Duration callTimeout) {
        return call(simulator, callTimeout);
    }

    private CallOutcome call(Simulator to, Duration callTimeout) {
        return call(to, Samples.attempt(Samples.requestId(1)), callTimeout);
    }

    private CallOutcome call(Simulator to, Attempt attempt, Duration callTimeout) {
        ProviderConfig there = new ProviderConfig("sim", "openai", to.baseUrl(), List.of(key));
        try (ProviderClients clients = clients(there, callTimeout)) {
            ProviderClient client = clients.apply(there);
            return client.call(attempt, key, Instant.MAX);
        }
    }

    private static ProviderClients clients(ProviderConfig provider, Duration callTimeout) {
        SluiceConfig sample = Samples.config();
        WorkerPolicy policy =
                new WorkerPolicy(
                        10,
                        Duration.ofSeconds(5),
                        callTimeout,
                        Duration.ofSeconds(1),
                        WorkerPolicy.DEFAULT.answerBytesMax(),
                        Duration.ofSeconds(1),
                        WorkerPolicy.DEFAULT.firstByteTimeout(),
                        WorkerPolicy.DEFAULT.idleTimeout());
        ActiveConfig active =
                Samples.active(
                        new SluiceConfig(
                                sample.kafkaDoor(),
                                List.of(provider),
                                sample.models(),
                                sample.customers(),
                                sample.prices(),
                                sample.auditRootKey(),
                                sample.requests(),
                                policy,
                                sample.registryUrl()));
        return ProviderClients.open(active, SecretResolver.of(Map.of()), InstantSource.system());
    }
}
