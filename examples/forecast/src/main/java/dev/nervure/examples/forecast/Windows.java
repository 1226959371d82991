package dev.nervure.examples.forecast;

import dev.nervure.training.Dataset;

/** What the network reads and says, in terms of the series: changes before a month, rises after it. */
final class Windows {
    static final int CHANGES = 36;

    private Windows() {}

    /** Every window of the series, to learn from. */
    static Dataset of(float[] values) {
        int first = CHANGES + 1; // the changes before this month are all known
        int windows = values.length - Forecaster.YEAR - first + 1;
        float[][] changes = new float[windows][];
        float[][] rises = new float[windows][Forecaster.YEAR];
        for (int i = 0; i < windows; i++) {
            int now = first + i;
            changes[i] = changes(values, now);
            for (int month = 0; month < Forecaster.YEAR; month++) {
                rises[i][month] = values[now + month] - values[now - 1];
            }
        }
        return Dataset.of(changes, rises);
    }

    /** A trained network as a forecaster. */
    static Forecaster forecaster(NextYearModel model) {
        return known -> {
            float[] year = model.predict(changes(known, known.length));
            for (int month = 0; month < year.length; month++) {
                year[month] += known[known.length - 1];
            }
            return year;
        };
    }

    private static float[] changes(float[] values, int now) {
        float[] changes = new float[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            int month = now - CHANGES + i;
            changes[i] = values[month] - values[month - 1];
        }
        return changes;
    }
}
