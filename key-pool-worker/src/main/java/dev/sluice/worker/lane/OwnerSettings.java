package dev.sluice.worker.lane;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.WorkerPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What every owner of a partition in one worker goes by.
 *
 * @param session after this silence the group gives the partition to another
 * @param openMax work records that are read and not complete; at more than this reading pauses
 * @param fingerprints of the keys' secrets, by {@code provider/key}: shows that one was changed
 */
public record OwnerSettings(
        ActiveConfig config, Duration session, int openMax, Map<String, String> fingerprints) {

    public OwnerSettings {
        fingerprints = Map.copyOf(fingerprints);
        if (openMax < 1) {
            throw new IllegalArgumentException("openMax must be at least 1, not " + openMax);
        }
    }

    /** As below, where nothing is known of the secrets. */
    public static OwnerSettings of(ActiveConfig config, Duration session) {
        return of(config, session, Map.of());
    }

    /** Work for ten thousand calls: bodies of 4 KiB make that 40 MiB. */
    public static OwnerSettings of(
            ActiveConfig config, Duration session, Map<String, String> fingerprints) {
        return new OwnerSettings(config, session, 10_000, fingerprints);
    }

    WorkerPolicy policy() {
        return config.config().worker();
    }

    List<Lane> lanes(int partition) {
        return config.lanes().stream()
                .filter(lane -> Objects.equals(config.lanePartitions().get(lane.id()), partition))
                .toList();
    }
}
