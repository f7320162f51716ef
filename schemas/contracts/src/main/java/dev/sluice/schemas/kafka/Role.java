package dev.sluice.schemas.kafka;

import dev.sluice.schemas.record.LaneAnnouncement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running part of Sluice: a Streams stage, a worker, the door. Started by its maker, stopped by
 * {@link #close()}.
 */
public interface Role extends AutoCloseable {

    /** As in {@code sluice run NAME}. */
    String name();

    /** Whether it has its partitions and serves. Any thread, never blocks. */
    boolean ready();

    /** Why it stopped by itself; empty while it runs. Any thread, never blocks. */
    Optional<String> failure();

    /**
     * Parts of it that wait for something outside while the role as a whole serves, each with the
     * reason. Any thread, never blocks.
     */
    default Map<String, String> troubles() {
        return Map.of();
    }

    /** The newest announcements of the lanes that it runs. Any thread, never blocks. */
    default List<LaneAnnouncement> lanes() {
        return List.of();
    }

    /** Stops in an orderly way, leaves its group, and returns when nothing of it runs any more. */
    @Override
    void close();
}
