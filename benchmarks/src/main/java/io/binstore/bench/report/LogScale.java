package io.binstore.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis.
 *
 * @param low the value at its beginning
 * @param high the value at its end
 * @param begin where it begins, in pixels
 * @param end where it ends
 */
record LogScale(double low, double high, double begin, double end) {

    private static final int DECADES_WITH_STEPS = 2;
    private static final double[] STEPS = {1, 2, 5, 10};

    /** One that holds all values, from one step to another. */
    static LogScale around(double least, double most, double begin, double end) {
        double low = step(least, false);
        double high = step(most, true);
        return new LogScale(low, low == high ? low * STEPS[3] : high, begin, end);
    }

    private static double step(double value, boolean up) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double below = decade;
        for (double step : STEPS) {
            double candidate = decade * step;
            // Rounding errors of the logarithm must not cost a step.
            if (candidate >= value * 0.999) {
                return up || candidate <= value * 1.001 ? candidate : below;
            }
            below = candidate;
        }
        return below;
    }

    double position(double value) {
        return begin + (end - begin) * Math.log(value / low) / Math.log(high / low);
    }

    /** The values that are named: powers of ten, and steps between where there are few of them. */
    List<Double> ticks() {
        boolean few = Math.log10(high / low) <= DECADES_WITH_STEPS;
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(Math.log10(low * 1.001))); decade <= high
                * 1.001; decade *= 10) {
            for (int i = 0; i < (few ? 3 : 1); i++) {
                double tick = decade * STEPS[i];
                if (tick >= low * 0.999 && tick <= high * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A tick in few characters. */
    static String label(double tick) {
        String suffix = tick >= 999_999 ? "M" : tick >= 999 ? "k" : "";
        double scaled = suffix.equals("M") ? tick / 1e6 : suffix.equals("k") ? tick / 1e3 : tick;
        return String.format(Locale.ROOT, scaled >= 0.999 ? "%.0f" : "%.3g", scaled)
                .replaceFirst("(\\.\\d*?)0+$", "$1") + suffix;
    }
}
