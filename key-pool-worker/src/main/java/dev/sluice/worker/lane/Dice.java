package dev.sluice.worker.lane;

import dev.sluice.schemas.id.AttemptId;

/** Numbers that look random and can be had again: a lane rolls no dice. */
final class Dice {

    private Dice() {}

    /**
     * 0 to 1, 1 excluded, another for each attempt. The mixing is that of SplitMix64 (Steele, Lea,
     * Flood: Fast Splittable Pseudorandom Number Generators).
     */
    static double of(AttemptId attempt) {
        long z = attempt.hashCode() * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
