package dev.sluice.worker.lane.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Up to which lease number placement may send to a lane in one epoch. The number is absolute, so an
 * announcement may be lost or repeated. Times are nanoseconds of one monotonic clock. Owned by the
 * lane's thread.
 */
public final class Credit {

    private static final Duration TAU_MIN = Duration.ofMillis(20);
    private static final Duration TAU_MAX = Duration.ofMillis(500);
    private static final Duration TAU_UNKNOWN = Duration.ofMillis(100);

    /** Announcements whose first use is still awaited; older ones tell nothing about the way. */
    private static final int STEPS_MAX = 64;

    private record Step(long before, long upTo, long at) {}

    private final RecentDelays tau = new RecentDelays(TAU_UNKNOWN);
    private final Deque<Step> steps = new ArrayDeque<>();
    private long arrived;
    private long waiting;
    private long waitingOlder;
    private long announced;

    /**
     * A lease of this epoch came in; it waits until it {@link #left}.
     *
     * @param waitsSince when it could have been leased, had there been credit; by another's clock,
     *     so nothing but the measured way depends on it
     */
    public void arrived(long lease, long now, long waitsSince) {
        arrived = Math.max(arrived, lease);
        waiting++;
        while (!steps.isEmpty() && steps.getFirst().upTo() < lease) {
            steps.removeFirst();
        }
        if (!steps.isEmpty() && steps.getFirst().before() + 1 == lease) {
            Step first = steps.removeFirst();
            // One that came later says how long nobody came, not how long the way is.
            if (waitsSince <= first.at() && now - first.at() <= TAU_MAX.toNanos()) {
                tau.add(now - first.at());
            }
        }
    }

    /** A lease of this epoch was started or ended without a call. */
    public void left() {
        waiting--;
    }

    /** Work that was leased in an older epoch waits too, and takes of the room. */
    public void olderArrived() {
        waitingOlder++;
    }

    public void olderLeft() {
        waitingOlder--;
    }

    /** {@code 1 + ⌊startable⌋ + ⌈rate · τ⌉}. */
    public long room(double startable, double perSecond) {
        double ahead =
                Double.isInfinite(perSecond) ? 0 : Math.ceil(perSecond * tau().toNanos() / 1e9);
        return 1 + (long) Math.floor(startable) + (long) ahead;
    }

    /** What may be announced with so much room: never less than before in this epoch. */
    public long upTo(long room) {
        return Math.max(announced, arrived - waiting + room - waitingOlder);
    }

    public long announced() {
        return announced;
    }

    public long waiting() {
        return waiting + waitingOlder;
    }

    public void announce(long upTo, long now) {
        if (upTo > announced) {
            steps.addLast(new Step(announced, upTo, now));
            if (steps.size() > STEPS_MAX) {
                steps.removeFirst();
            }
            announced = upTo;
        }
    }

    /** From announcement to first use: 99th percentile, 20 to 500 ms. */
    Duration tau() {
        Duration p99 = tau.p99();
        return p99.compareTo(TAU_MIN) < 0 ? TAU_MIN : p99.compareTo(TAU_MAX) > 0 ? TAU_MAX : p99;
    }
}
