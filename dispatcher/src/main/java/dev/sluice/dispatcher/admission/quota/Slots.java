package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.Window;
import java.time.Instant;
import java.time.ZoneId;

/** How the time of a limit is cut into slots, and when what stands in one of them is gone. */
sealed interface Slots {

    /** The slot that {@code now} falls into. */
    long at(Instant now);

    /** When what stands in {@code slot} has left the window. */
    Instant leavesAt(long slot);

    /** The use with what left the window by {@code now} taken out. */
    LimitUse advanced(LimitUse use, Instant now);

    /** Those of a window; of no window, for what counts only until its end, single milliseconds. */
    static Slots of(Window window) {
        return window.zone()
                .<Slots>map(zone -> new Calendar(window.unit(), zone))
                // Rounded up, so that sixty slots are never shorter than the window.
                .orElseGet(() ->
                        new Rolling(
                                Math.ceilDiv(
                                        window.length().toMillis(), LimitUse.SLOTS_OF_WINDOW)));
    }

    /**
     * Sixtieths of a window that rolls, counted from the epoch.
     *
     * @param millis length of one
     */
    record Rolling(long millis) implements Slots {

        /** Of a limit that has no window. */
        static final Rolling NONE = new Rolling(1);

        @Override
        public long at(Instant now) {
            return Math.floorDiv(now.toEpochMilli(), millis);
        }

        @Override
        public Instant leavesAt(long slot) {
            return Instant.ofEpochMilli((slot + LimitUse.SLOTS) * millis);
        }

        @Override
        public LimitUse advanced(LimitUse use, Instant now) {
            return use.advancedTo(at(now));
        }
    }

    /** Whole periods of a calendar, each one slot; its number is the epoch second it begins at. */
    record Calendar(Window.Unit unit, ZoneId zone) implements Slots {

        @Override
        public long at(Instant now) {
            return Periods.startOf(unit, now.atZone(zone)).toEpochSecond();
        }

        @Override
        public Instant leavesAt(long slot) {
            return Periods.after(unit, Instant.ofEpochSecond(slot).atZone(zone)).toInstant();
        }

        @Override
        public LimitUse advanced(LimitUse use, Instant now) {
            long start = at(now);
            long newest = use.newestSlot();
            boolean aLittleBack = start < newest && leavesAt(start).getEpochSecond() >= newest;
            return use.inPeriod(aLittleBack ? newest : start);
        }
    }
}
