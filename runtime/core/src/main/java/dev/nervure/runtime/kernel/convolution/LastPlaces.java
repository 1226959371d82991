package dev.nervure.runtime.kernel.convolution;

/** The newest places of each channel, which windows of later places still reach. */
final class LastPlaces {
    private LastPlaces() {}

    /**
     * Moves on by {@code count} places.
     *
     * @param x the places of now, rows of {@code length}
     * @param first the number of the first row
     * @param last rows of {@code reach} places
     */
    static void keep(float[] x, int first, int rows, int length, int count, float[] last, int reach) {
        for (int c = first; c < first + rows; c++) {
            int from = c * length;
            int to = c * reach;
            int stay = Math.max(0, reach - count);
            for (int j = 0; j < stay; j++) { // upwards, since each comes from behind itself
                last[to + j] = last[to + j + count];
            }
            for (int j = stay; j < reach; j++) {
                last[to + j] = x[from + count - reach + j];
            }
        }
    }
}
