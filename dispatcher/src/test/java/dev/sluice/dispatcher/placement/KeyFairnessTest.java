package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Turns between customers, and between the virtual keys of a customer, under unequal submission.
 */
class KeyFairnessTest {

    private final Desk desk = new Desk();
    private long upTo;

    private void lease(int count) {
        for (int n = 0; n < count; n++) {
            desk.announce("a", ++upTo);
        }
    }

    private Map<String, Long> tokensBy(Function<Attempt, String> whose) {
        Map<String, Long> tokens = new HashMap<>();
        for (Work work : desk.work) {
            tokens.merge(
                    whose.apply(work.getAttempt()), Leases.tokens(work.getAttempt()), Long::sum);
        }
        return tokens;
    }

    private static String customer(Attempt attempt) {
        return attempt.getTenant().getCustomer();
    }

    private static String key(Attempt attempt) {
        return attempt.getTenant().getVirtualKey();
    }

    /** 1 where all have the same, 1/n where one has everything. */
    private static double jain(Collection<Long> shares) {
        double sum = shares.stream().mapToDouble(Long::doubleValue).sum();
        double squares = shares.stream().mapToDouble(share -> (double) share * share).sum();
        return sum * sum / (shares.size() * squares);
    }

    private static Attempt.Builder sized(Random random, String customer, String key, int n) {
        return Desk.attemptOf(customer, key, customer + key + n)
                .setInputTokens(random.nextInt(1, 2_000))
                .setMaxOutputTokens(random.nextInt(1, 500));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalCustomersAreServedAlikeThoughOneSendsTwentyTimesAsMuch(long seed) {
        Random random = new Random(seed);
        for (int customer = 0; customer < 6; customer++) {
            int many = customer == 0 ? 6_000 : 300;
            for (int n = 0; n < many; n++) {
                String key = "k" + customer + "-" + random.nextInt(1 + customer);
                desk.arrive(sized(random, "c" + customer, key, n));
            }
        }
        lease(1_200);
        assertThat(tokensBy(KeyFairnessTest::customer)).hasSize(6);
        assertThat(jain(tokensBy(KeyFairnessTest::customer).values())).isGreaterThan(0.98);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void equalKeysOfACustomerAreServedAlikeThoughOneSendsTwentyTimesAsMuch(long seed) {
        Random random = new Random(seed);
        for (int key = 0; key < 5; key++) {
            for (int n = 0; n < (key == 0 ? 4_000 : 200); n++) {
                desk.arrive(sized(random, "acme", "k" + key, n));
            }
        }
        lease(600);
        assertThat(tokensBy(KeyFairnessTest::key)).hasSize(5);
        assertThat(jain(tokensBy(KeyFairnessTest::key).values())).isGreaterThan(0.98);
    }

    @Test
    void moreKeysAreNoMoreOfTheShareBetweenCustomers() {
        for (int n = 0; n < 600; n++) {
            desk.arrive(Desk.attemptOf("many", "k" + n % 20, "m" + n));
            desk.arrive(Desk.attemptOf("one", "k", "o" + n));
        }
        lease(200);
        Map<String, Long> tokens = tokensBy(KeyFairnessTest::customer);
        assertThat(tokens.get("many")).isEqualTo(tokens.get("one"));
    }

    @Test
    void aKeyThatSendsOneAtATimeIsNotServedBeforeOneThatWaits() {
        for (int n = 0; n < 300; n++) {
            desk.arrive(Desk.attemptOf("acme", "patient", "p" + n));
        }
        for (int n = 0; n < 100; n++) {
            desk.arrive(Desk.attemptOf("acme", "serial", "s" + n));
            lease(2);
        }
        Map<String, Long> tokens = tokensBy(KeyFairnessTest::key);
        assertThat(tokens.get("serial")).isLessThanOrEqualTo(tokens.get("patient"));
        assertThat(jain(tokens.values())).isGreaterThan(0.98);
    }

    @Test
    void withinAKeyTheEarliestDeadlineIsFirstWhateverItNeeds() {
        desk.arrive(Desk.attempt("late").setDeadline(desk.now.plusSeconds(30)));
        desk.arrive(
                Desk.attempt("soon")
                        .setExcludedLanes(List.of("b"))
                        .setDeadline(desk.now.plusSeconds(10)));
        desk.arrive(Desk.attempt("between").setRetry(true).setDeadline(desk.now.plusSeconds(20)));
        lease(3);
        assertThat(desk.leased()).containsExactly("soon", "between", "late");
    }
}
