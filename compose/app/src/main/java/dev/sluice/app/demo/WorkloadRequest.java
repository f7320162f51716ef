package dev.sluice.app.demo;

/**
 * One request of the bundled workload.
 *
 * @param agent which agent sends it, from 0
 * @param virtualKey the agent's virtual key
 * @param customer whose key it is, and the record's key
 * @param line one line of the OpenAI Batch input format
 */
record WorkloadRequest(
        int agent,
        String virtualKey,
        String customer,
        String customId,
        String workflow,
        String step,
        String line) {

    /** The same for the warm-up's own customer. */
    WorkloadRequest asWarmUp() {
        DemoTenants.Agent own = DemoTenants.WARM_UP;
        return new WorkloadRequest(
                agent, own.virtualKey(), own.customer(), customId, "warm-up", customId, line);
    }
}
