package dev.sluice.app.demo;

import java.util.List;

/** Whose agents take part: two customers, three teams, a virtual key for each agent's team. */
final class DemoTenants {

    /** The virtual key that an agent uses and whose it is. */
    record Agent(String customer, String team, String virtualKey) {}

    /** The warm-up's own customer, so that it is in nobody's spend. */
    static final Agent WARM_UP = new Agent("warm-up", "echo", "warm-up");

    private static final List<Agent> TEAMS =
            List.of(
                    new Agent("acme", "research", "acme-research"),
                    new Agent("acme", "support", "acme-support"),
                    new Agent("globex", "ops", "globex-ops"));

    private DemoTenants() {}

    static Agent agent(int number) {
        return TEAMS.get(number % TEAMS.size());
    }
}
