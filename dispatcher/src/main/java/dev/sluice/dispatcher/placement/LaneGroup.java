package dev.sluice.dispatcher.placement;

/** One set of limits of a lane: what leases are numbered and credit is announced for. */
record LaneGroup(String lane, String modelGroup) {

    /** The group of a lane that has one set of limits for all its models: every lane, so far. */
    private static final String ALL_MODELS = "*";

    static LaneGroup of(String lane) {
        return new LaneGroup(lane, ALL_MODELS);
    }
}
