package dev.nervure.inspection;

import java.util.ArrayList;
import java.util.List;

/** Where values lie between two pixels, evenly or by their logarithms, and which of them are written down. */
final class Axis {
    private static final int TICKS = 6;

    private final double min;
    private final double max;
    private final double from;
    private final double to;
    private final boolean logarithmic;
    private boolean whole;

    private Axis(double min, double max, double from, double to, boolean logarithmic) {
        this.min = min;
        this.max = max > min ? max : min + 1;
        this.from = from;
        this.to = to;
        this.logarithmic = logarithmic;
    }

    static Axis linear(double min, double max, double from, double to) {
        return new Axis(min, max, from, to, false);
    }

    /** The same axis, with whole numbers alone written down. */
    Axis whole() {
        whole = true;
        return this;
    }

    /** From the power of ten below the least to the one above the greatest; both are positive. */
    static Axis logarithmic(double min, double max, double from, double to) {
        return new Axis(Math.floor(Math.log10(min)), Math.ceil(Math.log10(max)), from, to, true);
    }

    /** An even axis whose ends are round. Where there is one value alone, it reaches from there to 0. */
    static Axis round(double min, double max, double from, double to) {
        double least = max > min ? min : Math.min(0, min);
        double most = max > min ? max : Math.max(0, max);
        double step = step(most > least ? most - least : 1);
        return new Axis(Math.floor(least / step) * step, Math.ceil(most / step) * step, from, to, false);
    }

    /** Whether a value has a place. */
    boolean has(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    double at(double value) {
        double place = logarithmic ? Math.log10(value) : value;
        return from + (place - min) / (max - min) * (to - from);
    }

    /** Round values along the axis. */
    List<Double> ticks() {
        double step = logarithmic ? Math.max(1, Math.ceil((max - min) / TICKS)) : step(max - min);
        step = whole ? Math.max(1, step) : step;
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
            ticks.add(logarithmic ? Math.pow(10, i * step) : i * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / TICKS)));
        double factor = range / TICKS / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}
