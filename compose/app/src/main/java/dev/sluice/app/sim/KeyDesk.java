package dev.sluice.app.sim;

import java.util.Optional;

/** All that belongs to one key: its limits, its tally, and who else uses it. */
record KeyDesk(
        SimulatorConfig.Key key, KeyMeter meter, KeyTally tally, Optional<OtherUser> otherUser) {

    static KeyDesk open(SimulatorConfig.Key key, SimulatorConfig config, long start) {
        KeyMeter meter = new KeyMeter(key.limits(), config.latency(), start);
        return new KeyDesk(
                key,
                meter,
                new KeyTally(key.id()),
                key.troubles()
                        .otherUserEvery()
                        .map(interval -> new OtherUser(meter, interval, start)));
    }
}
