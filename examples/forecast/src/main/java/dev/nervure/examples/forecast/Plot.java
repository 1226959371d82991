package dev.nervure.examples.forecast;

import java.time.Month;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;

/** Draws the end of a series, and a forecast of its last months beside what was measured. */
final class Plot {
    private static final int HEIGHT = 16;

    private Plot() {}

    /** @param first the month of the first value; {@code o} is measured, {@code +} forecast, {@code *} both at one place */
    static String of(YearMonth first, float[] measured, float[] forecast) {
        float low = Math.min(min(measured), min(forecast));
        float high = Math.max(max(measured), max(forecast));
        float step = (high - low) / (HEIGHT - 1);
        char[][] rows = new char[HEIGHT][measured.length];
        for (char[] row : rows) {
            Arrays.fill(row, ' ');
        }
        for (int x = 0; x < measured.length; x++) {
            rows[Math.round((measured[x] - low) / step)][x] = 'o';
        }
        for (int i = 0; i < forecast.length; i++) {
            int x = measured.length - forecast.length + i;
            char[] row = rows[Math.round((forecast[i] - low) / step)];
            row[x] = row[x] == 'o' ? '*' : '+';
        }
        StringBuilder plot = new StringBuilder();
        for (int y = HEIGHT - 1; y >= 0; y--) {
            plot.append(String.format(Locale.ROOT, "%6.1f |%s%n", low + y * step, new String(rows[y]).stripTrailing()));
        }
        return plot.append(" ".repeat(7)).append(years(first, measured.length)).toString();
    }

    /** A mark and the year's number below each January. */
    private static String years(YearMonth first, int months) {
        StringBuilder axis = new StringBuilder("+").append("-".repeat(months));
        for (int x = 0; x < months; x++) {
            YearMonth month = first.plusMonths(x);
            if (month.getMonth() == Month.JANUARY && x + 5 <= months) {
                axis.replace(1 + x, 6 + x, "'" + month.getYear());
            }
        }
        return axis.toString();
    }

    private static float min(float[] values) {
        float min = values[0];
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    private static float max(float[] values) {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
