package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import java.util.List;

/** What holds however owners die: by name, as the failure will say. */
final class Invariants {

    private Invariants() {}

    static void check(SimWorld world) {
        assertThat(world.committed)
                .as("every work record's offset is complete")
                .isEqualTo(world.work.size());
        for (int offset = 0; offset < world.work.size(); offset++) {
            check(world, world.attempt(offset));
        }
    }

    private static void check(SimWorld world, AttemptId id) {
        List<AttemptEnd> ends = world.endsOf(id);
        long calls = world.callsOf(id);
        assertThat(calls).as("never two calls for one attempt: %s", id).isLessThanOrEqualTo(1);
        assertThat(ends).as("never a lost end: %s", id).isNotEmpty();
        if (calls == 1) {
            assertThat(inForce(ends).getBilling() != Billing.NONE || refused(ends))
                    .as("every call is charged: %s by %s", id, ends)
                    .isTrue();
        }
        if (ends.getFirst().getKind() == EndKind.NOT_CALLED) {
            assertThat(calls)
                    .as("an attempt whose reservation was handed on is never called: %s", id)
                    .isZero();
        }
        assertThat(ends.stream().filter(end -> end.getKind() != EndKind.UNKNOWN).distinct())
                .as("real ends of one attempt tell the same: %s", id)
                .extracting(AttemptEnd::getKind)
                .hasSizeLessThanOrEqualTo(calls == 1 ? 1 : Integer.MAX_VALUE);
    }

    /** As admission and ledger see it: the first end, or the real one after an unknown. */
    static AttemptEnd inForce(List<AttemptEnd> ends) {
        AttemptEnd first = ends.getFirst();
        if (first.getKind() != EndKind.UNKNOWN) {
            return first;
        }
        return ends.stream()
                .filter(end -> end.getKind() != EndKind.UNKNOWN)
                .findFirst()
                .orElse(first);
    }

    private static boolean refused(List<AttemptEnd> ends) {
        return inForce(ends).getKind() == EndKind.REFUSED;
    }
}
