package dev.nervure.examples.stream;

/** A line of the last seconds of a signal, the newest at its right end, and a heart above each beat that was found. */
final class Chart {
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
    private static final char BEAT = '♥';

    private final int readings; // a character
    private final float[] greatest;
    private final boolean[] beats;
    private int taken;

    /**
     * @param width the characters of the line
     * @param readings how many readings share a character
     */
    Chart(int width, int readings) {
        this.readings = readings;
        this.greatest = new float[width];
        this.beats = new boolean[width];
    }

    /**
     * Adds a reading.
     *
     * @return whether the line has moved
     */
    boolean add(float value, boolean beat) {
        int last = greatest.length - 1;
        boolean moves = taken++ % readings == 0;
        if (moves) {
            System.arraycopy(greatest, 1, greatest, 0, last);
            System.arraycopy(beats, 1, beats, 0, last);
            greatest[last] = value;
            beats[last] = false;
        }
        greatest[last] = Math.max(greatest[last], value);
        beats[last] |= beat;
        return moves;
    }

    /** The beats of the time that the line shows. */
    int beats() {
        int count = 0;
        for (boolean beat : beats) {
            count += beat ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : greatest) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < greatest.length; i++) {
            float height = high > low ? (greatest[i] - low) / (high - low) : 0;
            line.append(beats[i] ? BEAT : HEIGHTS.charAt(Math.round(height * (HEIGHTS.length() - 1))));
        }
        return line.toString();
    }
}
