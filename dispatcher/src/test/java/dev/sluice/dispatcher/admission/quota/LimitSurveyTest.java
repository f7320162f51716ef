package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.testing.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose limits are told, and how many. */
class LimitSurveyTest {

    private static final Limit REQUESTS =
            new Limit.Requests(10, new Window(1, Window.Unit.MINUTES), OptionalLong.empty());
    private static final Limit SLOTS = new Limit.Concurrent(5);

    /** A use of limits of some customers, which says what was read. */
    private static final class Uses implements LimitSurvey.Uses {

        private final Set<String> customers;
        private final Map<String, LimitUse> uses = new HashMap<>();
        private final List<String> read = new ArrayList<>();

        Uses(String... customers) {
            this.customers = Set.of(customers);
        }

        @Override
        public boolean has(String customer) {
            return customers.contains(customer);
        }

        @Override
        public LimitUse of(String customer, LimitPath path) {
            assertThat(path.text()).startsWith(customer);
            read.add(path.text());
            return uses.getOrDefault(path.text(), LimitUse.NONE);
        }
    }

    private static CustomerConfig.Team team(String id, String... keys) {
        return new CustomerConfig.Team(
                id,
                List.of(SLOTS),
                List.of(keys).stream()
                        .map(key ->
                                new CustomerConfig.VirtualKey(
                                        key, Samples.SECRET_SHA256, Set.of(), List.of(REQUESTS)))
                        .toList());
    }

    private static final List<CustomerConfig> CONFIGURED =
            List.of(
                    new CustomerConfig(
                            "acme",
                            1,
                            List.of(REQUESTS, SLOTS),
                            List.of(team("a", "a1", "a2"), team("b", "b1"))),
                    new CustomerConfig("globex", 1, List.of(), List.of(team("a", "g1"))));

    private static LimitReport report(LimitSelection selection, Uses uses) {
        return LimitSurvey.of(CONFIGURED, selection, uses, Samples.NOON);
    }

    private static String owners(LimitReport report) {
        return String.join(
                " ",
                report.limits().stream().map(each -> each.owner().toString()).distinct().toList());
    }

    @ParameterizedTest(name = "customer {0}, team {1}, key {2}: {3}")
    @CsvSource({
        ",,, acme acme/a acme/a/a1 acme/a/a2 acme/b acme/b/b1 globex/a globex/a/g1, 2",
        "acme,,, acme acme/a acme/a/a1 acme/a/a2 acme/b acme/b/b1, 1",
        "globex,,, globex/a globex/a/g1, 1",
        ", a,, acme acme/a acme/a/a1 acme/a/a2 globex/a globex/a/g1, 2",
        "acme, b,, acme acme/b acme/b/b1, 1",
        ",, a2, acme acme/a acme/a/a2, 1",
        "acme, a, a1, acme acme/a acme/a/a1, 1",
        "acme, b, a1, '', 0",
        "globex, b,, '', 0",
        "nobody,,, '', 0",
        ",, nobody, '', 0",
    })
    void whatIsNamedWithWhatIsAboveAndBelow(
            String customer, String team, String key, String owners, long customers) {
        LimitReport report =
                report(
                        new LimitSelection(
                                Optional.ofNullable(customer),
                                Optional.ofNullable(team),
                                Optional.ofNullable(key)),
                        new Uses("acme", "globex"));
        assertThat(owners(report)).isEqualTo(owners);
        assertThat(report.customers()).isEqualTo(customers);
        assertThat(report.customersHere()).isEqualTo(customers);
        assertThat(report.more()).isZero();
    }

    @Test
    void aCustomerWhoseUsesAreElsewhereIsCountedAndNotTold() {
        LimitReport report = report(LimitSelection.ALL, new Uses("globex"));
        assertThat(owners(report)).isEqualTo("globex/a globex/a/g1");
        assertThat(report.customers()).isEqualTo(2);
        assertThat(report.customersHere()).isEqualTo(1);
    }

    @Test
    void eachLimitHasItsOwnUseAndOneThatNobodyUsedHasNone() {
        Uses uses = new Uses("acme");
        uses.uses.put("acme/a concurrent", LimitUse.NONE.plusHeld(3));
        LimitReport report = report(LimitSelection.ALL, uses);
        assertThat(report.limits())
                .filteredOn(each -> each.reserved().orElse(0) > 0)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.owner()).hasToString("acme/a");
                    assertThat(each.reserved()).hasValue(3);
                    assertThat(each.percent()).isEqualTo(60.0);
                });
        assertThat(report.limits())
                .filteredOn(each -> each.owner().toString().equals("acme/a/a1"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.used()).isZero();
                    assertThat(each.allowed()).isEqualTo(10);
                    assertThat(each.resetsAt()).isEmpty();
                });
    }

    @Test
    void ofVeryManyAThousandAreReadAndTheRestIsCounted() {
        String[] keys = IntStream.range(0, 5_000).mapToObj(n -> "k" + n).toArray(String[]::new);
        CustomerConfig large =
                new CustomerConfig("acme", 1, List.of(), List.of(team("a", keys), team("b", "x")));
        Uses uses = new Uses("acme");
        LimitReport report = LimitSurvey.of(List.of(large), LimitSelection.ALL, uses, Samples.NOON);
        assertThat(report.limits()).hasSize(LimitSurvey.TOLD_MAX);
        assertThat(uses.read).hasSize(LimitSurvey.TOLD_MAX);
        assertThat(report.more()).isEqualTo(1 + 5_000 + 1 + 1 - LimitSurvey.TOLD_MAX);
    }
}
