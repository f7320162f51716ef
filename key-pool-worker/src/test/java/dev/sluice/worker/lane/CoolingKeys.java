package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.Standing;
import java.time.Instant;
import java.util.List;

/**
 * {@code CoolingKeyNeverUsed}: no owner decides on a call that the journal, as far as it was read,
 * or an order that it was told, forbids; whoever wrote or told it.
 */
final class CoolingKeys {

    private CoolingKeys() {}

    /** At the moment at which {@code worker} decides on a call of the group with {@code key}. */
    static void check(SimWorker worker, String modelGroup, String key) {
        SimWorld world = worker.world;
        Instant now = world.now.instant();
        List<KeyCommand> told = world.orders.subList(0, worker.ordersTaken);
        Instant enabledAt = Instant.MIN;
        for (KeyCommand order : told) {
            if (order.getAction() == KeyAction.ENABLE) {
                enabledAt = order.getAt();
            }
        }
        if (!told.isEmpty()) {
            KeyCommand newest = told.getLast();
            assertThat(newest.getAction())
                    .as("DisabledKeyNeverUsed")
                    .isNotEqualTo(KeyAction.DISABLE);
            assertThat(newest.getUntil().filter(now::isBefore)).as("CooledKeyNeverUsed").isEmpty();
        }
        assertThat(restsUntil(worker, modelGroup, key, enabledAt))
                .as("CoolingKeyNeverUsed")
                .isBeforeOrEqualTo(now);
    }

    private static Instant restsUntil(
            SimWorker worker, String modelGroup, String key, Instant enabledAt) {
        long claim = -1;
        Instant group = Instant.MIN;
        Instant own = Instant.MIN;
        int read = Math.min(worker.journalRead, worker.world.journal.size());
        for (int offset = 0; offset < read; offset++) {
            Object event = worker.world.journal.get(offset).entry().getEvent();
            if (event instanceof Claim) {
                claim = offset;
            } else if (event instanceof Standing standing
                    && standing.getLane().equals(SimWorld.LANE)
                    && standing.getAt().isAfter(enabledAt)) {
                boolean byOwner = standing.getEpoch() == claim;
                boolean ofGroup =
                        standing.getKey().isEmpty() && standing.getModelGroup().equals(modelGroup);
                if (ofGroup) {
                    group = after(standing, byOwner, group);
                } else if (standing.getKey().filter(key::equals).isPresent()) {
                    own = after(standing, byOwner, own);
                }
            }
        }
        return group.isAfter(own) ? group : own;
    }

    private static Instant after(Standing standing, boolean byOwner, Instant before) {
        if (standing.getCondition().equals("AVAILABLE")) {
            return byOwner ? Instant.MIN : before;
        }
        Instant until = standing.getUntil().orElse(before);
        return until.isAfter(before) ? until : before;
    }
}
