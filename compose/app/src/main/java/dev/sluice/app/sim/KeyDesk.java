package dev.sluice.app.sim;

/** All that belongs to one key: its limits and its tally. */
record KeyDesk(SimulatorConfig.Key key, KeyMeter meter, KeyTally tally) {

    static KeyDesk open(SimulatorConfig.Key key, SimulatorConfig config, long now) {
        return new KeyDesk(
                key, new KeyMeter(key.limits(), config.latency(), now), new KeyTally(key.id()));
    }
}
