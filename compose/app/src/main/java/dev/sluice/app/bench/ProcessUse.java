package dev.sluice.app.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process has used.
 *
 * @param cpuNanos of all threads, the JVM's own among them
 * @param heapMiB objects, dead ones among them
 * @param residentMiB memory of the machine: heap, RocksDB, buffers, files that are mapped; 0 where
 *     the system does not tell
 */
record ProcessUse(long cpuNanos, long heapMiB, long residentMiB) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int MIB = 20;
    private static final int KIB_OF_MIB = 1024;

    static ProcessUse now() {
        Runtime jvm = Runtime.getRuntime();
        return new ProcessUse(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime(),
                (jvm.totalMemory() - jvm.freeMemory()) >> MIB,
                residentKiB() / KIB_OF_MIB);
    }

    /** With a heap of living objects only. */
    static ProcessUse afterCollection() {
        System.gc();
        return now();
    }

    private static long residentKiB() {
        try {
            return residentKiB(Files.readAllLines(STATUS));
        } catch (IOException e) {
            return 0;
        }
    }

    /** From the lines of proc(5)'s {@code status}. */
    static long residentKiB(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
