package dev.sluice.dispatcher.streams.placement;

import dev.sluice.dispatcher.placement.QueueSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the tasks of this process put what waits, each once a second: the newest of each. Written
 * by each task's thread, read by any.
 */
final class QueueBoard {

    private final Map<Integer, QueueSnapshot> byTask = new ConcurrentHashMap<>();

    void put(int partition, QueueSnapshot snapshot) {
        byTask.put(partition, snapshot);
    }

    /** The task is no longer here. */
    void remove(int partition) {
        byTask.remove(partition);
    }

    List<QueueSnapshot> all() {
        return List.copyOf(byTask.values());
    }
}
