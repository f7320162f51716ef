package dev.sluice.dispatcher.placement;

import dev.sluice.config.ProviderConfig;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The retry budget of each provider in each pool of this task: a provider that is in several pools
 * has one in each, since each pool has an owner of its own. Owned by the stage's thread.
 */
final class RetryBudgets {

    private final Map<String, Integer> percents = new HashMap<>();
    private final Map<Purse, RetryBudget> budgets = new HashMap<>();

    private record Purse(String pool, String provider) {}

    RetryBudgets(Collection<ProviderConfig> providers) {
        providers.forEach(each -> percents.put(each.id(), each.retryBudgetPercent()));
    }

    boolean mayRetry(String pool, String provider, Instant now) {
        return budget(pool, provider).hasTokenAt(now);
    }

    void called(String pool, String provider, Needs.Call call, Instant now) {
        budget(pool, provider).called(call, now);
    }

    private RetryBudget budget(String pool, String provider) {
        return budgets.computeIfAbsent(
                new Purse(pool, provider),
                _ ->
                        new RetryBudget(
                                percents.getOrDefault(
                                        provider, ProviderConfig.RETRY_BUDGET_PERCENT)));
    }
}
