package dev.sluice.app.bench.plan;

import java.util.ArrayList;
import java.util.List;

/** What is asked of Sluice's figures: ratios, so that they hold on any machine. */
final class Bounds {

    private static final double GOODPUT_MIN = 0.97;
    private static final double SHARE_429_MAX = 0.01;
    private static final double SHARE_429_UNKNOWN_MAX = 0.03;
    private static final double JAIN_MIN = 0.98;

    private Bounds() {}

    /** One line for each bound that is missed. */
    static List<String> missed(LoadCase load, LoadCase.Size size, Figures figures) {
        List<String> missed = new ArrayList<>();
        if (size == LoadCase.Size.FULL && figures.goodput() < GOODPUT_MIN) {
            missed.add("goodput %s, at least %s".formatted(percent(figures.goodput()), "97 %"));
        }
        double most =
                load.known() == LoadCase.Known.CONFIGURED ? SHARE_429_MAX : SHARE_429_UNKNOWN_MAX;
        if (figures.share429() > most) {
            missed.add(
                    "429s %s of the calls, at most %s"
                            .formatted(percent(figures.share429()), percent(most)));
        }
        if (figures.failedEarly() > 0) {
            missed.add(
                    "%,d requests failed before their deadline".formatted(figures.failedEarly()));
        }
        if (figures.answered() + figures.failedEarly() < figures.requests()) {
            missed.add(
                    "%,d requests not answered within their deadline"
                            .formatted(
                                    figures.requests()
                                            - figures.answered()
                                            - figures.failedEarly()));
        }
        if (figures.jain() < JAIN_MIN) {
            missed.add("Jain index %.3f, at least %.2f".formatted(figures.jain(), JAIN_MIN));
        }
        return missed;
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(share * 100);
    }
}
