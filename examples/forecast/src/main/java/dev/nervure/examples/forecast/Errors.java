package dev.nervure.examples.forecast;

import java.util.Arrays;

/** How far forecasts were from what was measured: the mean of the distances, and the root of the mean of their squares. */
record Errors(double meanAbsolute, double rootMeanSquare) {
    /** Forecasts a year from each month on, beginning with {@code from}, and knowing nothing but the months before it. */
    static Errors of(Forecaster forecaster, float[] values, int from) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int now = from; now + Forecaster.YEAR <= values.length; now++) {
            float[] year = forecaster.nextYear(Arrays.copyOf(values, now));
            for (int month = 0; month < Forecaster.YEAR; month++) {
                double error = year[month] - values[now + month];
                sum += Math.abs(error);
                squares += error * error;
                count++;
            }
        }
        return new Errors(sum / count, Math.sqrt(squares / count));
    }
}
