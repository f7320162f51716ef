package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.CpuShares;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time of this process's threads so far. Virtual threads are in the time of their carriers.
 *
 * @param names of threads by id
 * @param nanos of threads by id
 * @param processNanos of all, with the JVM's own threads
 */
record ThreadTimes(Map<Long, String> names, Map<Long, Long> nanos, long processNanos) {

    static ThreadTimes now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, String> names = new HashMap<>();
        Map<Long, Long> nanos = new HashMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                long id = thread.getThreadId();
                names.put(id, thread.getThreadName());
                nanos.put(id, Math.max(0, threads.getThreadCpuTime(id)));
            }
        }
        long process =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getProcessCpuTime()
                        : 0;
        return new ThreadTimes(names, nanos, process);
    }

    /** Since {@code before}; what ended in between is with the JVM's own. */
    CpuShares since(ThreadTimes before) {
        Map<String, Long> byName = new HashMap<>();
        nanos.forEach((id, time) ->
                byName.merge(
                        names.getOrDefault(id, ""),
                        time - before.nanos.getOrDefault(id, 0L),
                        Long::sum));
        return CpuShares.of(byName, processNanos - before.processNanos);
    }
}
