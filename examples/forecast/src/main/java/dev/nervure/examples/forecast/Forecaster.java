package dev.nervure.examples.forecast;

import java.util.Arrays;

/** A way to forecast the year that follows what is known. */
@FunctionalInterface
interface Forecaster {
    int YEAR = 12;

    /** Its values month by month. */
    float[] nextYear(float[] known);

    /** Nothing changes any more. */
    static float[] lastValue(float[] known) {
        float[] year = new float[YEAR];
        Arrays.fill(year, known[known.length - 1]);
        return year;
    }

    /** Each month is as it was a year before. */
    static float[] lastYear(float[] known) {
        return Arrays.copyOfRange(known, known.length - YEAR, known.length);
    }

    /** Each month is above the year before by as much as the last known one is. */
    static float[] lastYearAndGrowth(float[] known) {
        float growth = known[known.length - 1] - known[known.length - 1 - YEAR];
        float[] year = lastYear(known);
        for (int month = 0; month < YEAR; month++) {
            year[month] += growth;
        }
        return year;
    }
}
