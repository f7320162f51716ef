package dev.sluice.dispatcher.placement;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which lane what belongs together keeps to: rendezvous hashing (Thaler, Ravishankar 1998) with
 * weights (Schindelhauer, Schomaker 2005). Each lane has a score for a value; the highest of those
 * that may be chosen wins. So nothing is remembered, a restart or another owner chooses the same,
 * and a lane that has no credit for a moment loses its own values only, and has them back after.
 */
final class Affinity {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Affinity() {}

    /** The lane of {@code value} among those that may be sent it now. */
    static Optional<LaneCandidate> choose(Stream<LaneCandidate> candidates, String value) {
        return candidates.max(
                Comparator.comparingDouble((LaneCandidate lane) -> score(lane, value))
                        .thenComparing(lane -> lane.member().lane().id()));
    }

    private static double score(LaneCandidate candidate, String value) {
        double uniform = uniform(candidate.member().lane().id(), value);
        return -candidate.member().lane().weight() / StrictMath.log(uniform);
    }

    /** Between 0 and 1, neither of them; the same on every machine. */
    private static double uniform(String lane, String value) {
        long hash = FNV_OFFSET;
        for (byte each : (lane + '\n' + value).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return ((mixed(hash) >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** Spreads what FNV leaves alike for values that differ in their last sign (SplitMix64). */
    private static long mixed(long hash) {
        long once = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
