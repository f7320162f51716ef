package dev.sluice.app.bench.plan;

/** The figures as lines of at most 100 columns. */
final class GoodputTable {

    private static final String ROW = "%-17s %-7s %8s %6s %6s %6s %6s %7s %6s %7s %6s %5s";

    private GoodputTable() {}

    /** Names of the columns. */
    static String head() {
        return ROW.formatted(
                        "case",
                        "client",
                        "answered",
                        "calls",
                        "429",
                        "share",
                        "wasted",
                        "seconds",
                        "ideal",
                        "goodput",
                        "failed",
                        "Jain")
                .stripTrailing();
    }

    /** One client's line of a case. */
    static String row(LoadCase load, Figures figures) {
        return ROW.formatted(
                load.name(),
                figures.client(),
                percent((double) figures.answered() / figures.requests()),
                "%,d".formatted(figures.calls()),
                "%,d".formatted(figures.refused429()),
                percent(figures.share429()),
                "%,d".formatted(figures.wasted()),
                "%.1f".formatted(Figures.seconds(figures.elapsed())),
                "%.1f".formatted(Figures.seconds(figures.ideal())),
                percent(figures.goodput()),
                "%,d".formatted(figures.failedEarly()),
                "%.3f".formatted(figures.jain()));
    }

    private static String percent(double share) {
        return "%.1f%%".formatted(share * 100);
    }
}
