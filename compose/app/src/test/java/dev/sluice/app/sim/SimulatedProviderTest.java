package dev.sluice.app.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.sim.SimulatedProvider.Arrival;
import dev.sluice.config.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedProviderTest {

    private final FaultPlan faults = new FaultPlan();

    @Test
    void anAnswerIsBilledToTheLastDecimal() {
        SimulatedProvider provider = provider();
        ChatAnswer.Usage usage =
                ChatAnswer.to(
                                ((ChatRequest.Reading.Good)
                                                ChatRequest.read(SimSamples.BODY.getBytes(UTF_8)))
                                        .request())
                        .usage();

        serve(provider, SimSamples.BODY);

        Tally tally = provider.tally();
        assertThat(tally.answered()).isEqualTo(1);
        assertThat(tally.inputTokens()).isEqualTo(usage.promptTokens());
        assertThat(tally.outputTokens()).isEqualTo(usage.completionTokens());
        BigDecimal expected =
                new BigDecimal("0.00000015")
                        .multiply(BigDecimal.valueOf(usage.promptTokens()))
                        .add(
                                new BigDecimal("0.00000060")
                                        .multiply(BigDecimal.valueOf(usage.completionTokens())));
        assertThat(tally.costUsd()).isEqualByComparingTo(expected);
    }

    @Test
    void refusalsOfEveryKindAreCountedAndNotBilled() {
        SimulatedProvider provider = provider(SimSamples.perMinute(60, 1));
        serve(provider, SimSamples.BODY);

        assertThat(refused(provider.arrive(SimSamples.secret("key-a"), body(SimSamples.BODY), 0)))
                .isEqualTo(429);
        assertThat(refused(provider.arrive("stranger", body(SimSamples.BODY), 0))).isEqualTo(401);
        assertThat(refused(provider.arrive(SimSamples.secret("key-a"), body("{}"), 0)))
                .isEqualTo(400);
        assertThat(
                        refused(
                                provider.arrive(
                                        SimSamples.secret("key-a"),
                                        body(SimSamples.BODY.replace("gpt-4o-mini", "gpt-9")),
                                        0)))
                .isEqualTo(404);

        Tally tally = provider.tally();
        assertThat(tally.calls()).isEqualTo(4);
        assertThat(tally.answered()).isEqualTo(1);
        assertThat(tally.refused429()).isEqualTo(1);
        assertThat(tally.failed()).isEqualTo(2);
        assertThat(tally.billed()).isEqualTo(1);
        assertThat(tally.strangers()).isEqualTo(1);
    }

    @Test
    void aCallHoldsItsSlotUntilItDeparts() {
        SimulatedProvider provider = provider(new Limit.Concurrent(1));
        Arrival.Admitted first = admitted(provider, SimSamples.BODY);
        assertThat(refused(provider.arrive(SimSamples.secret("key-a"), body(SimSamples.BODY), 0)))
                .isEqualTo(429);

        provider.depart(first, 0);

        admitted(provider, SimSamples.BODY);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whateverGoesWrongIsBilledOnceOrNotAtAll(Fault fault) {
        SimulatedProvider provider = provider(new Limit.Concurrent(1));
        faults.add(FaultRule.next(fault));

        serve(provider, SimSamples.BODY);
        serve(provider, SimSamples.BODY);

        Tally tally = provider.tally();
        assertThat(tally.calls()).isEqualTo(2);
        assertThat(tally.answered() + tally.failed()).isEqualTo(2);
        assertThat(tally.billed()).isEqualTo(fault.bill() == Fault.Bill.SENT ? 2 : 1);
    }

    @Test
    void aFaultIsForItsKeyAndForItsNumberOfCalls() {
        faults.add(FaultRule.of("key-b", Fault.SERVER_ERROR, 1));
        SimulatedProvider provider = provider();

        assertThat(status(serve(provider, SimSamples.BODY))).isEqualTo(200);
        Arrival.Admitted other =
                (Arrival.Admitted)
                        provider.arrive(SimSamples.secret("key-b"), body(SimSamples.BODY), 0);
        assertThat(status(provider.depart(other, 0))).isEqualTo(500);
        assertThat(faults.next("key-b")).isEmpty();
    }

    @Test
    void jitterStaysInItsSpanAndSlownessIsAdded() {
        SimulatedProvider provider =
                new SimulatedProvider(
                        SimSamples.config()
                                .withLatency(Duration.ofMillis(300))
                                .withJitter(Duration.ofMillis(50))
                                .withSlowness(Duration.ofSeconds(2)),
                        faults,
                        0);
        for (int i = 0; i < 100; i++) {
            assertThat(admitted(provider, SimSamples.BODY).time())
                    .isBetween(Duration.ofMillis(300), Duration.ofMillis(350));
        }
        faults.add(FaultRule.next(Fault.SLOW));
        assertThat(admitted(provider, SimSamples.BODY).time())
                .isGreaterThanOrEqualTo(Duration.ofMillis(2_300));
    }

    private SimulatedProvider provider(Limit... limits) {
        return new SimulatedProvider(SimSamples.config(limits), faults, 0);
    }

    private static Reply serve(SimulatedProvider provider, String body) {
        return provider.depart(admitted(provider, body), 0);
    }

    private static Arrival.Admitted admitted(SimulatedProvider provider, String body) {
        return (Arrival.Admitted) provider.arrive(SimSamples.secret("key-a"), body(body), 0);
    }

    private static int refused(Arrival arrival) {
        return ((Arrival.Refused) arrival).reply().status();
    }

    private static int status(Reply reply) {
        return ((Reply.Whole) reply).status();
    }

    private static byte[] body(String text) {
        return text.getBytes(UTF_8);
    }
}
