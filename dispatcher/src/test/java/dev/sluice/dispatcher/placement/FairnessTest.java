package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairnessTest {

    private final Desk desk = new Desk();
    private long upTo;

    private void leaseOne() {
        desk.announce("a", ++upTo);
    }

    private Map<String, Long> tokensByCustomer() {
        Map<String, Long> tokens = new HashMap<>();
        for (Work work : desk.work) {
            Attempt attempt = work.getAttempt();
            tokens.merge(
                    attempt.getTenant().getCustomer(),
                    (long) attempt.getInputTokens() + attempt.getMaxOutputTokens(),
                    Long::sum);
        }
        return tokens;
    }

    /** 1 where all have the same, 1/n where one has everything. */
    private static double jain(Collection<Long> shares) {
        double sum = shares.stream().mapToDouble(Long::doubleValue).sum();
        double squares = shares.stream().mapToDouble(share -> (double) share * share).sum();
        return sum * sum / (shares.size() * squares);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void equalCustomersGetEqualTokensWhateverTheSizeOfTheirRequests(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 4_000; n++) {
            int customer = n % 10;
            desk.arrive(
                    Desk.attemptOf("c" + customer, "" + n)
                            .setInputTokens(random.nextInt(1, 200 * (customer + 1)))
                            .setMaxOutputTokens(random.nextInt(1, 500)));
        }
        for (int n = 0; n < 1_500; n++) {
            leaseOne();
        }
        assertThat(tokensByCustomer()).hasSize(10);
        assertThat(jain(tokensByCustomer().values())).isGreaterThan(0.999);
    }

    @Test
    void weightsAreSharesOfTheTokens() {
        for (int n = 0; n < 2_000; n++) {
            desk.arrive(Desk.attemptOf("one", "1-" + n).setWeight(1));
            desk.arrive(Desk.attemptOf("two", "2-" + n).setWeight(2));
            desk.arrive(Desk.attemptOf("five", "5-" + n).setWeight(5));
        }
        for (int n = 0; n < 800; n++) {
            leaseOne();
        }
        Map<String, Long> tokens = tokensByCustomer();
        long one = tokens.getOrDefault("one", 0L);
        assertThat(tokens.get("two")).isCloseTo(2 * one, withPercentage(3));
        assertThat(tokens.get("five")).isCloseTo(5 * one, withPercentage(3));
    }

    @Test
    void aNoisyCustomerDoesNotDelayAnothersFirstRequest() {
        for (int n = 0; n < 10_000; n++) {
            desk.arrive(Desk.attemptOf("noisy", "n" + n));
        }
        for (int n = 0; n < 500; n++) {
            leaseOne();
        }
        desk.arrive(Desk.attemptOf("quiet", "q"));
        leaseOne();
        leaseOne();
        assertThat(desk.leased().subList(500, 502)).contains("q");
    }

    @Test
    void whoSendsOneAtATimeIsNotServedBeforeThoseThatWait() {
        for (int n = 0; n < 300; n++) {
            desk.arrive(Desk.attemptOf("patient", "p" + n));
        }
        for (int n = 0; n < 100; n++) {
            desk.arrive(Desk.attemptOf("serial", "s" + n));
            leaseOne();
            leaseOne();
        }
        Map<String, Long> tokens = tokensByCustomer();
        assertThat(tokens.get("serial")).isLessThanOrEqualTo(tokens.get("patient"));
        assertThat(jain(tokens.values())).isGreaterThan(0.99);
    }
}
