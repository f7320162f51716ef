package dev.sluice.app.bench.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who used the CPU in some time.
 *
 * @param nanosByGroup the largest first
 */
public record CpuShares(Map<String, Long> nanosByGroup, long totalNanos) {

    private static final String JVM = "the JVM: garbage collection, compilation";
    private static final String ROW = "  %-42s %8s %14s";

    /**
     * What the process used beyond its threads is the JVM's.
     *
     * @param nanosByThread by the thread's name; threads of one kind are one group
     */
    public static CpuShares of(Map<String, Long> nanosByThread, long processNanos) {
        Map<String, Long> all = new TreeMap<>();
        nanosByThread.forEach((name, nanos) -> all.merge(ThreadGroups.of(name), nanos, Long::sum));
        long threads = nanosByThread.values().stream().mapToLong(Long::longValue).sum();
        all.put(JVM, Math.max(0, processNanos - threads));
        Map<String, Long> sorted = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new CpuShares(sorted, Math.max(threads, processNanos));
    }

    /**
     * A table: cores that each group kept busy, and what that is for each request.
     *
     * @param requests that were answered in the time
     */
    public List<String> lines(Duration time, long requests) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("CPU", "cores", "a request"));
        nanosByGroup.forEach((group, nanos) -> lines.add(line(group, nanos, time, requests)));
        lines.add(line("together", totalNanos, time, requests));
        return lines;
    }

    private static String line(String group, long nanos, Duration time, long requests) {
        return ROW.formatted(
                group,
                "%.2f".formatted((double) nanos / time.toNanos()),
                "%,.0f µs".formatted(nanos / 1e3 / Math.max(1, requests)));
    }
}
