package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of keys, teams and customers together, with several of each on one partition. */
class SharedLimitsTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);

    @RegisterExtension final Stages stages = new Stages();

    private static CustomerConfig.VirtualKey key(String id, Limit... limits) {
        return new CustomerConfig.VirtualKey(
                id, Samples.SECRET_SHA256, Set.of("gpt-4o-mini"), List.of(limits));
    }

    private static CustomerConfig.Team team(
            String id, List<Limit> limits, CustomerConfig.VirtualKey... keys) {
        return new CustomerConfig.Team(id, limits, List.of(keys));
    }

    private static CustomerConfig customer(
            String id, List<Limit> limits, CustomerConfig.Team... teams) {
        return new CustomerConfig(id, 1, limits, List.of(teams));
    }

    private Stage stage(CustomerConfig... customers) {
        SluiceConfig sample = Samples.config();
        ActiveConfig config =
                Samples.active(
                        new SluiceConfig(
                                sample.kafkaDoor(),
                                sample.providers(),
                                sample.models(),
                                List.of(customers),
                                sample.prices(),
                                sample.auditRootKey(),
                                sample.requests(),
                                sample.worker(),
                                sample.registryUrl()));
        return stages.with(config, 1);
    }

    private static List<Limit> concurrent(int count) {
        return List.of(new Limit.Concurrent(count));
    }

    private static List<String> keysOf(List<Attempt> attempts) {
        return attempts.stream().map(attempt -> attempt.getTenant().getVirtualKey()).toList();
    }

    private static void publish(Stage stage, String key) {
        stage.publish(request().setVirtualKey(key));
    }

    @Test
    void twoCustomersOnOnePartitionShareNothing() {
        Stage stage =
                stage(
                        customer("acme", concurrent(1), team("t", List.of(), key("a"))),
                        customer("beta", concurrent(1), team("t", List.of(), key("b"))));
        publish(stage, "a");
        publish(stage, "a");
        publish(stage, "b");
        publish(stage, "b");
        List<Attempt> open = stage.attempts();
        assertThat(keysOf(open)).containsExactly("a", "b");
        stage.end(Ends.answered(open.getLast(), 10, 5, stage.now()));
        assertThat(keysOf(stage.attempts())).containsExactly("b");
        var result = stage.results.readKeyValue();
        assertThat(result.key).isEqualTo("beta");
        assertThat(result.value.getTenant().getCustomer()).isEqualTo("beta");
    }

    @Test
    void twoTeamsOfOneCustomerShareItsLimitOnly() {
        Stage stage =
                stage(
                        customer(
                                "acme",
                                concurrent(3),
                                team("one", concurrent(2), key("a")),
                                team("two", concurrent(2), key("b"))));
        for (int i = 0; i < 3; i++) {
            publish(stage, "a");
        }
        assertThat(keysOf(stage.attempts())).as("the team allows two").containsExactly("a", "a");
        publish(stage, "b");
        publish(stage, "b");
        List<Attempt> ofB = stage.attempts();
        assertThat(keysOf(ofB)).as("the customer allows a third").containsExactly("b");
        stage.end(Ends.answered(ofB.getFirst(), 10, 5, stage.now()));
        assertThat(keysOf(stage.attempts())).as("a's team is still full").containsExactly("b");
    }

    @Test
    void everyRequestIsAnsweredAndNoLimitIsEverExceededByKeysThatWaitForEachOther() {
        Stage stage =
                stage(
                        customer(
                                "acme",
                                concurrent(3),
                                team("one", concurrent(2), key("a"), key("b")),
                                team("two", concurrent(2), key("c", new Limit.Concurrent(1)))));
        for (int i = 0; i < 10; i++) {
            publish(stage, "a");
            publish(stage, "b");
            publish(stage, "c");
        }
        List<Attempt> open = new ArrayList<>(stage.attempts());
        List<String> order = new ArrayList<>();
        while (!open.isEmpty()) {
            assertThat(open).hasSizeLessThanOrEqualTo(3);
            List<String> teams = open.stream().map(each -> each.getTenant().getTeam()).toList();
            assertThat(teams.stream().filter("one"::equals).count()).isLessThanOrEqualTo(2);
            assertThat(teams.stream().filter("two"::equals).count()).isLessThanOrEqualTo(1);
            Attempt first = open.removeFirst();
            order.add(first.getTenant().getVirtualKey());
            stage.end(Ends.answered(first, 10, 5, stage.now()));
            open.addAll(stage.attempts());
        }
        assertThat(order).hasSize(30);
        assertThat(order.subList(0, 12)).as("keys take turns").contains("a", "b", "c");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRefusalNamesTheLevelWhoseLimitItIs() {
        Limit small = new Limit.Tokens(50, MINUTE, OptionalLong.empty());
        Limit large = new Limit.Tokens(50_000, MINUTE, OptionalLong.empty());
        Stage stage =
                stage(
                        customer(
                                "acme",
                                List.of(large),
                                team("one", List.of(small), key("a", large)),
                                team("two", List.of(large), key("b", large))));
        publish(stage, "a");
        InferenceResult result = stage.onlyResult();
        assertThat(result.getError().orElseThrow().getLimit()).contains("acme/one tokens/1m");
        publish(stage, "b");
        assertThat(keysOf(stage.attempts())).containsExactly("b");
    }

    @Test
    void aRateOfTheCustomerIsOpenedByTimeForAllItsKeys() {
        Limit two = new Limit.Requests(2, MINUTE, OptionalLong.empty());
        Stage stage =
                stage(
                        customer(
                                "acme",
                                List.of(two),
                                team("one", List.of(), key("a")),
                                team("two", List.of(), key("b"))));
        for (int i = 0; i < 2; i++) {
            publish(stage, "a");
            publish(stage, "b");
        }
        assertThat(keysOf(stage.attempts())).containsExactly("a", "b");
        stage.pass(Duration.ofSeconds(61));
        assertThat(keysOf(stage.attempts())).containsExactlyInAnyOrder("a", "b");
    }
}
