package dev.nervure.processor.report;

import java.util.Locale;

/** Numbers as people read them, by whole numbers alone: what JDKs print for the others differs. */
final class Figures {
    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 19.6 kB}: of three digits at least, in units of a thousand. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        return bytes < 1_000_000 ? decimal(bytes, 1_000) + " kB" : decimal(bytes, 1_000_000) + " MB";
    }

    private static String decimal(long number, long unit) {
        if (number >= 100 * unit) {
            return Long.toString(rounded(number, unit));
        }
        long tenths = rounded(10 * number, unit);
        return tenths / 10 + "." + tenths % 10;
    }

    private static long rounded(long number, long unit) {
        return (number + unit / 2) / unit;
    }

    /** The nearest number of hundredths. */
    static long percent(long part, long whole) {
        return whole == 0 ? 0 : rounded(100 * part, whole);
    }

    /** {@code 12 %}; empty for a part of nothing. */
    static String share(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "";
        }
        return 100 * part < whole ? "< 1 %" : percent(part, whole) + " %";
    }
}
