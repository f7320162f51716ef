package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever waits or runs while its key, its model or its limits change. */
class ChangedConfigTest {

    private static final Duration TICK = Duration.ofMillis(20);
    private static final String MODEL = "gpt-4o-mini";
    private static final ActiveConfig BEFORE = oneAtATime(1, "acme", "demo", Set.of(MODEL));
    private static final ActiveConfig WITHOUT_KEY = oneAtATime(2, "acme", "other", Set.of(MODEL));
    private static final LimitPath CALLS = LimitPath.parse("acme/research concurrent");

    @RegisterExtension final Stages stages = new Stages();

    private static ActiveConfig oneAtATime(
            long version, String customer, String key, Set<String> models) {
        return config(version, customer, key, models, new Limit.Concurrent(1));
    }

    /** One virtual key, in a team that has the limits. */
    private static ActiveConfig config(
            long version, String customer, String key, Set<String> models, Limit... limits) {
        CustomerConfig.VirtualKey only =
                new CustomerConfig.VirtualKey(key, Samples.SECRET_SHA256, models, List.of());
        CustomerConfig.Team team =
                new CustomerConfig.Team("research", List.of(limits), List.of(only));
        return of(
                version,
                List.of(new CustomerConfig(customer, 1, List.of(), List.of(team))),
                Samples.config().models());
    }

    private static ActiveConfig of(
            long version, List<CustomerConfig> customers, List<ModelConfig> models) {
        SluiceConfig sample = Samples.config();
        ActiveConfig active =
                Samples.active(
                        new SluiceConfig(
                                sample.kafkaDoor(),
                                sample.providers(),
                                models,
                                customers,
                                sample.prices(),
                                sample.auditRootKey(),
                                sample.requests(),
                                sample.worker(),
                                sample.registryUrl()));
        return new ActiveConfig(
                version, active.config(), active.lanes(), active.lanePartitions(), active.prices());
    }

    private static List<String> told(Lives lives) {
        return lives.results().stream().map(ChangedConfigTest::told).toList();
    }

    private static String told(InferenceResult result) {
        return result.getStatus()
                + " "
                + result.getStatusCode()
                + result.getError()
                        .map(error -> " " + error.getType() + ": " + error.getMessage())
                        .orElse("");
    }

    /** One open, and two that wait for it. */
    private static Attempt oneOpenTwoParked(Lives lives) {
        lives.publish();
        Attempt open = lives.onlyAttempt();
        lives.publish();
        lives.publish();
        assertThat(lives.attempts()).isEmpty();
        return open;
    }

    private static void assertEmpty(Lives lives) {
        assertThat(lives.state().use(CALLS).held()).isZero();
        assertThat(lives.state().queue("demo")).isEmpty();
    }

    @Test
    void whoWaitsIsRefusedWhenItsKeyIsGoneAndWhoRunsEndsAsUsual() {
        Lives lives = new Lives(BEFORE);
        Attempt open = oneOpenTwoParked(lives);
        lives.under(WITHOUT_KEY);
        lives.pass(TICK);
        String gone =
                "REFUSED 401 unknown_virtual_key: the virtual key demo was taken out of the"
                        + " configuration while this request waited";
        assertThat(told(lives)).containsExactly(gone, gone);
        lives.end(Ends.answered(open, 10, 5, lives.now));
        assertThat(told(lives)).containsExactly("ANSWERED 200");
        assertThat(lives.attempts()).as("nobody passes without limits").isEmpty();
        assertEmpty(lives);
    }

    @Test
    void theSameAfterACrash() {
        Lives lives = new Lives(BEFORE);
        oneOpenTwoParked(lives);
        lives.restart(WITHOUT_KEY);
        lives.pass(TICK);
        assertThat(told(lives)).hasSize(2).allMatch(it -> it.contains("unknown_virtual_key"));
        assertThat(lives.attempts()).isEmpty();
    }

    @Test
    void aKeyThatComesBackBeforeItsTurnFindsItsQueue() {
        Lives lives = new Lives(BEFORE);
        Attempt open = oneOpenTwoParked(lives);
        lives.under(WITHOUT_KEY);
        lives.under(oneAtATime(3, "acme", "demo", Set.of(MODEL)));
        lives.pass(TICK);
        assertThat(told(lives)).isEmpty();
        lives.end(Ends.answered(open, 10, 5, lives.now));
        assertThat(lives.attempts()).hasSize(1);
    }

    @Test
    void aKeyOfTheSameNameOfAnotherCustomerIsAnotherKey() {
        Lives lives = new Lives(BEFORE);
        oneOpenTwoParked(lives);
        lives.under(oneAtATime(2, "globex", "demo", Set.of(MODEL)));
        lives.pass(TICK);
        assertThat(told(lives)).hasSize(2).allMatch(it -> it.contains("unknown_virtual_key"));
    }

    @Test
    void aRetryWithItsReservationEndsAsUsual() {
        Lives lives = new Lives(BEFORE);
        lives.publish();
        lives.end(Ends.refused(lives.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, lives.now));
        lives.under(WITHOUT_KEY);
        lives.pass(Duration.ofSeconds(1));
        lives.end(Ends.answered(lives.onlyAttempt(), 10, 5, lives.now));
        assertThat(told(lives)).containsExactly("ANSWERED 200");
        assertEmpty(lives);
    }

    /** What was perhaps billed is over; the next call would need another reservation. */
    @Test
    void aRetryThatIsAdmittedAnewIsNot() {
        Lives lives = new Lives(BEFORE);
        lives.publish();
        Attempt open = lives.onlyAttempt();
        lives.end(Ends.failed(open, ErrorClass.TIMEOUT, Billing.BOUND, lives.now));
        lives.under(WITHOUT_KEY);
        lives.pass(Duration.ofSeconds(1));
        assertThat(lives.attempts()).isEmpty();
        InferenceResult result = lives.results().getFirst();
        assertThat(told(result))
                .isEqualTo(
                        "FAILED 401 unknown_virtual_key: the virtual key demo was taken out of the"
                                + " configuration before this request's next attempt");
        assertThat(result.getCostPicos()).isEqualTo(open.getReservation().getPicos());
        assertEmpty(lives);
    }

    @Test
    void aJoinerGetsTheAnswerButDoesNotInheritTheCall() {
        Optional<RequestFacts.Claim> claim = Optional.of(new RequestFacts.Claim("k", "body"));
        for (boolean answered : new boolean[] {true, false}) {
            Lives lives = new Lives(BEFORE);
            lives.publish(claim);
            Attempt open = lives.onlyAttempt();
            lives.publish(claim);
            lives.under(WITHOUT_KEY);
            lives.end(
                    answered
                            ? Ends.answered(open, 10, 5, lives.now)
                            : Ends.refused(open, ErrorClass.INVALID_REQUEST, 400, lives.now));
            lives.pass(TICK);
            assertThat(lives.attempts()).isEmpty();
            List<String> told = told(lives);
            assertThat(told).hasSize(2);
            assertThat(told.getLast())
                    .startsWith(answered ? "ANSWERED 200" : "REFUSED 401 unknown_virtual_key");
            assertEmpty(lives);
        }
    }

    @Test
    void whoWaitsForAModelThatIsGoneIsTold() {
        Lives lives = new Lives(BEFORE);
        oneOpenTwoParked(lives);
        ModelConfig spare = new ModelConfig("spare", "sim", "spare-1", 90);
        lives.under(of(2, BEFORE.config().customers(), List.of(spare)));
        lives.pass(TICK);
        assertThat(told(lives))
                .hasSize(2)
                .allMatch(it ->
                        it.equals(
                                "REFUSED 404 model_not_found: the model gpt-4o-mini was taken out"
                                        + " of the configuration while this request waited"));
        assertThat(lives.attempts()).isEmpty();
    }

    @Test
    void whoWaitsForAModelThatItsKeyMayNotUseAnyMoreIsTold() {
        Lives lives = new Lives(BEFORE);
        oneOpenTwoParked(lives);
        lives.under(oneAtATime(2, "acme", "demo", Set.of()));
        lives.pass(TICK);
        assertThat(told(lives))
                .hasSize(2)
                .allMatch(it ->
                        it.equals(
                                "REFUSED 403 model_not_allowed: the virtual key demo lost the right"
                                        + " to use gpt-4o-mini while this request waited"));
    }

    @Test
    void aLimitThatShrinksBelowItsUseAdmitsNobodyUntilTheUseHasFallen() {
        Lives lives = new Lives(config(1, "acme", "demo", Set.of(MODEL), new Limit.Concurrent(3)));
        lives.publish();
        lives.publish();
        lives.publish();
        List<Attempt> open = lives.attempts();
        lives.under(oneAtATime(2, "acme", "demo", Set.of(MODEL)));
        lives.publish();
        for (int left = 2; left >= 0; left--) {
            assertThat(lives.attempts()).as("%d are open", left + 1).isEmpty();
            lives.end(Ends.answered(open.get(left), 10, 5, lives.now));
        }
        lives.end(Ends.answered(lives.onlyAttempt(), 10, 5, lives.now));
        assertEmpty(lives);
    }

    @Test
    void theTopologyFollows() {
        AtomicReference<ActiveConfig> inForce = new AtomicReference<>(BEFORE);
        Stage stage = stages.with(inForce::get, 1);
        stage.publish(Stages.request());
        stage.publish(Stages.request());
        assertThat(stage.attempts()).hasSize(1);
        inForce.set(WITHOUT_KEY);
        stage.pass(TICK);
        InferenceResult result = stage.onlyResult();
        assertThat(result.getError().map(ResultError::getType)).contains("unknown_virtual_key");
        assertThat(result.getConfigVersion()).isEqualTo(2);
        stage.publish(Stages.request());
        assertThat(stage.onlyResult().getError().map(ResultError::getType))
                .as("a newcomer")
                .contains("unknown_virtual_key");
    }
}
