package dev.sluice.app.bench.picture;

import java.util.ArrayList;
import java.util.List;

/** Puts values from 0 to {@code max} on pixels from {@code from} to {@code to}. */
record Axis(double max, double from, double to) {

    private static final double[] STEPS = {1, 2, 5, 10};

    /** Whose largest tick is not below {@code largest}. */
    static Axis covering(double largest, int ticks, double from, double to) {
        double step = step(Math.max(largest, 1e-9), ticks);
        return new Axis(Math.ceil(largest / step - 1e-9) * step, from, to).orOne();
    }

    double pixel(double value) {
        return from + (to - from) * Math.clamp(value / max, 0, 1);
    }

    /** Round values, about as many as asked for, with 0. */
    List<Double> ticks(int about) {
        double step = step(max, about);
        List<Double> ticks = new ArrayList<>();
        for (int n = 0; n * step <= max + step / 1e6; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten: the smallest of which not more than asked for fit. */
    static double step(double range, int ticks) {
        double rough = range / ticks;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private Axis orOne() {
        return max > 0 ? this : new Axis(1, from, to);
    }
}
