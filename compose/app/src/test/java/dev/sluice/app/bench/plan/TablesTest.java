package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables as people read them. */
class TablesTest {

    @Test
    void goodput() {
        LoadCase load = LoadSamples.load(LoadCase.Known.CONFIGURED);
        List<String> lines = new ArrayList<>(List.of(Figures.head()));
        lines.add(figures("sluice", 100, 0, 101, 1, 0.998, 9_400).row(load));
        lines.add(figures("sdk", 12, 88, 281, 269, 0.81, 2_000).row(load));
        lines.add(figures("backoff", 100, 0, 3_141, 3_041, 0.833, 42_300).row(load));

        assertThat(text(lines))
                .isEqualTo(
                        """
                        case              client  answered  calls    429  share wasted seconds  ideal goodput failed  Jain
                        small             sluice    100.0%    101      1   1.0%      1     9.4    9.3   98.9%      0 0.998
                        small             sdk        12.0%    281    269  95.7%    269     2.0    9.3   12.0%     88 0.810
                        small             backoff   100.0%  3,141  3,041  96.8%  3,041    42.3    9.3   22.0%      0 0.833
                        """);
    }

    @Test
    void latency() {
        LatencyFigures ours = new LatencyFigures("Sluice", 200, 4_000, 4_000, 36, 50, 96, 120.25);
        LatencyFigures bare = new LatencyFigures("bare Kafka", 200, 4_000, 3_999, 24, 40, 64, 99);
        List<String> lines =
                List.of(
                        LatencyFigures.head(),
                        ours.row(),
                        bare.row(),
                        new LatencyFigures.Pair(ours, bare).ratios());

        assertThat(text(lines))
                .isEqualTo(
                        """
                         a second  pipeline             sent     back       p50       p90       p99       max
                              200  Sluice              4,000    4,000   36.0 ms   50.0 ms   96.0 ms  120.3 ms
                              200  bare Kafka          4,000    3,999   24.0 ms   40.0 ms   64.0 ms   99.0 ms
                                   ratio                                 1.50 x              1.50 x
                        """);
    }

    @Test
    void cpu() {
        CpuShares shares =
                CpuShares.of(
                        Map.of(
                                "sluice-placement-1-StreamThread-1", 500_000_000L,
                                "data-plane-kafka-request-handler-0", 1_500_000_000L,
                                "data-plane-kafka-request-handler-1", 1_500_000_000L,
                                "sluice-lanes", 250_000_000L,
                                "Signal Dispatcher", 0L),
                        4_000_000_000L);

        assertThat(text(shares.lines(Duration.ofSeconds(10), 1_000)))
                .isEqualTo(
                        """
                          CPU                                           cores      a request
                          Kafka: request handlers                        0.30       3,000 µs
                          placement                                      0.05         500 µs
                          the JVM: garbage collection, compilation       0.03         250 µs
                          worker                                         0.03         250 µs
                          the rest                                       0.00           0 µs
                          together                                       0.40       4,000 µs
                        """);
    }

    private static Figures figures(
            String client,
            int answered,
            int failed,
            long calls,
            long refused,
            double jain,
            long millis) {
        return new Figures(
                client,
                100,
                answered,
                failed,
                calls,
                refused,
                jain,
                Duration.ofMillis(millis),
                Duration.ofMillis(9_300));
    }

    private static String text(List<String> lines) {
        return lines.stream()
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
