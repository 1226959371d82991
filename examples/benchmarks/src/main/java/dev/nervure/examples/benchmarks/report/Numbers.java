package dev.nervure.examples.benchmarks.report;

import java.util.Locale;

/** Figures with as many digits as their noise leaves. */
final class Numbers {
    /** Ratios from here to 1 are written as {@code 1.0x}. */
    static final double TIE = 0.995;

    private Numbers() {}

    /** Three digits, such as {@code 0.123}, {@code 1.23}, {@code 12.3}, {@code 123} or {@code 1,230}. */
    static String three(double value) {
        double size = Math.abs(value);
        int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        double rounded = size >= 999.5 ? Math.round(value / 10) * 10.0 : value;
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** Without decimals: {@code 12,345}. */
    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** How many times as fast: {@code 2.5x}. */
    static String times(double ratio) {
        String pattern = ratio >= 9.95 ? "%.0fx" : ratio >= TIE ? "%.1fx" : "%.2fx";
        return String.format(Locale.ROOT, pattern, ratio);
    }

    /** A share: {@code 75 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Bytes that a call allocates: what is below half a byte is the measuring, not the call. */
    static String bytes(double bytes) {
        return bytes < 0.5 ? "0" : three(bytes);
    }
}
