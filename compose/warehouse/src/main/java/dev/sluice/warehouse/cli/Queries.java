package dev.sluice.warehouse.cli;

import java.util.List;

/** Three questions that are worth asking, ready to be pasted. */
final class Queries {

    /**
     * One of them.
     *
     * @param sql as psql takes it
     */
    record Query(String question, String sql) {}

    static final List<Query> WORTH_RUNNING =
            List.of(
                    new Query(
                            "what did each team spend, day by day?",
                            "SELECT day, customer, team, calls, usd, unknown_usd FROM spend_by_team_and_day ORDER BY day DESC, usd DESC LIMIT 20;"),
                    new Query(
                            "which workflows were the dearest, and how much of that was wasted?",
                            "SELECT customer, workflow, requests, calls, usd, wasted_usd FROM cost_per_workflow ORDER BY usd DESC LIMIT 20;"),
                    new Query(
                            "what was paid for and helped nobody?",
                            "SELECT reason, provider, model, count(*) AS attempts, sum(usd) AS usd FROM wasted_spend GROUP BY 1, 2, 3 ORDER BY usd DESC;"));

    private Queries() {}
}
