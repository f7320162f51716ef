package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.LoadCase;
import dev.sluice.app.sim.Simulator;

/** Somebody who gets a load done, or not. */
interface Contestant {

    /** Of one word. */
    String name();

    /** For a picture. */
    String title();

    /** Sends the load to the provider and returns when it is done with it. */
    Attempted run(LoadCase load, Simulator provider) throws InterruptedException;

    /** What was seen meanwhile. */
    record Attempted(Watch watch, Sampler sampler) {}
}
