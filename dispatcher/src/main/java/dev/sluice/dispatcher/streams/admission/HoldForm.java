package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.state.StoredHold;
import dev.sluice.dispatcher.state.StoredNeed;
import dev.sluice.dispatcher.state.StoredSlot;
import dev.sluice.dispatcher.state.StoredUse;
import java.util.ArrayList;
import java.util.List;

/** Holds and uses of limits as they are stored. */
final class HoldForm {

    private HoldForm() {}

    static StoredNeed stored(Need need) {
        return new StoredNeed(need.requests(), need.tokens(), need.picos(), need.outputTokens());
    }

    /** One that was stored before directions counted is all input: its sum is right. */
    static Need need(StoredNeed stored) {
        long output = stored.getOutputTokens();
        return new Need(
                stored.getRequests(), stored.getTokens() - output, output, stored.getPicos());
    }

    static StoredHold stored(Hold hold) {
        List<StoredSlot> slots = new ArrayList<>(hold.slots().size());
        for (Hold.HeldSlot held : hold.slots()) {
            slots.add(new StoredSlot(held.path().text(), held.slot()));
        }
        return new StoredHold(slots, stored(hold.need()));
    }

    static Hold hold(StoredHold stored) {
        List<Hold.HeldSlot> slots = new ArrayList<>(stored.getSlots().size());
        for (StoredSlot slot : stored.getSlots()) {
            slots.add(new Hold.HeldSlot(LimitPath.parse(slot.getPath()), slot.getSlot()));
        }
        return new Hold(slots, need(stored.getNeed()));
    }

    static StoredUse stored(LimitUse use) {
        long[] ring = use.ring();
        List<Long> amounts = new ArrayList<>(ring.length);
        for (long amount : ring) {
            amounts.add(amount);
        }
        return new StoredUse(
                use.newestSlot(), use.held(), amounts, use.releasedAt(), use.releaseGap());
    }

    static LimitUse use(StoredUse stored) {
        List<Long> amounts = stored.getRing();
        long[] ring = new long[amounts.size()];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = amounts.get(i);
        }
        return LimitUse.of(
                stored.getNewestSlot(),
                ring,
                stored.getHeld(),
                stored.getReleasedAt(),
                stored.getReleaseGap());
    }
}
