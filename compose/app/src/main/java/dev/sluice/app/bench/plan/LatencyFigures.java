package dev.sluice.app.bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much time a pipeline adds, at one rate. Times are milliseconds.
 *
 * @param ended of those sent, within the time that was waited
 */
public record LatencyFigures(
        String pipeline,
        int perSecond,
        int sent,
        long ended,
        double p50,
        double p90,
        double p99,
        double max) {

    /** Of the pair that is judged. */
    private static final int JUDGED_PER_SECOND = 200;

    private static final double RATIO_MAX = 1.5;

    private static final String ROW = "%9s  %-16s %8s %8s %9s %9s %9s %9s";

    /** One rate: Sluice, and the bare pipeline beside it. */
    public record Pair(LatencyFigures sluice, LatencyFigures bare) {

        public double ratioP50() {
            return sluice.p50 / bare.p50;
        }

        public double ratioP99() {
            return sluice.p99 / bare.p99;
        }

        public String ratios() {
            return ROW.formatted("", "ratio", "", "", times(ratioP50()), "", times(ratioP99()), "");
        }

        /** One line for each bound that is missed. */
        public List<String> missed() {
            List<String> missed = new ArrayList<>();
            sluice.lost().ifPresent(missed::add);
            bare.lost().ifPresent(missed::add);
            if (sluice.perSecond == JUDGED_PER_SECOND) {
                over("p50", ratioP50()).ifPresent(missed::add);
                over("p99", ratioP99()).ifPresent(missed::add);
            }
            return missed;
        }
    }

    public static String head() {
        return ROW.formatted("a second", "pipeline", "sent", "back", "p50", "p90", "p99", "max");
    }

    public String row() {
        return ROW.formatted(
                perSecond,
                pipeline,
                "%,d".formatted(sent),
                "%,d".formatted(ended),
                millis(p50),
                millis(p90),
                millis(p99),
                millis(max));
    }

    private Optional<String> lost() {
        return ended == sent
                ? Optional.empty()
                : Optional.of(
                        "%s: only %,d of %,d at %d/s came back"
                                .formatted(pipeline, ended, sent, perSecond));
    }

    private static Optional<String> over(String which, double ratio) {
        return ratio <= RATIO_MAX
                ? Optional.empty()
                : Optional.of(
                        "%s at %d/s is %s that of the bare pipeline, at most %s"
                                .formatted(
                                        which, JUDGED_PER_SECOND, times(ratio), times(RATIO_MAX)));
    }

    private static String millis(double value) {
        return "%.1f ms".formatted(value);
    }

    private static String times(double ratio) {
        return "%.2f x".formatted(ratio);
    }
}
