package dev.sluice.dispatcher.admission.quota;

import java.util.List;

/**
 * The reservation of one attempt: so much of each of these limits, until the attempt's end.
 *
 * @param slots the limits it counts at, each with the slot it was reserved in
 */
public record Hold(List<HeldSlot> slots, Need need) {

    /** Where in a limit's window a hold stands. */
    public record HeldSlot(LimitPath path, long slot) {}

    public Hold {
        slots = List.copyOf(slots);
    }

    /** The limits' paths as text. */
    public List<String> paths() {
        return slots.stream().map(held -> held.path().text()).toList();
    }
}
