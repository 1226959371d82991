package dev.nervure.runtime.kernel.convolution;

/**
 * The greatest or the mean of windows along time, of places as they come: of the places before, it keeps those that later
 * windows still reach. One object is one layer, immutable and shared by threads.
 */
public final class StreamPooling {
    private final boolean max;
    private final int channels;
    private final int size;
    private final int stride;
    private final int dilation;
    private final int reach;
    private final int length;
    private final int outputLength;

    /**
     * @param max the greatest; otherwise the mean
     * @param length of a row of the input: the most places that are given at once
     * @param outputLength of a row of the output
     */
    public StreamPooling(boolean max, int channels, int size, int stride, int dilation, int length, int outputLength) {
        this.max = max;
        this.channels = channels;
        this.size = size;
        this.stride = stride;
        this.dilation = dilation;
        this.reach = dilation * (size - 1);
        this.length = length;
        this.outputLength = outputLength;
    }

    /**
     * Takes {@code count} places of sequence {@code s}.
     *
     * @param x {@code [n, channels, length]}
     * @param position how many places the sequence has had before
     * @param last {@code [n, channels, reach]}: the places before, which this keeps
     * @param y {@code [n, channels, outputLength]}
     */
    public void forward(float[] x, int s, int count, int position, float[] last, float[] y) {
        for (int c = s * channels; c < (s + 1) * channels; c++) {
            int to = c * outputLength;
            for (int t = 0; t < count; t++) {
                int start = position + t - reach;
                if (start >= 0 && start % stride == 0) {
                    y[to++] = window(x, c * length, last, c * reach, t - reach);
                }
            }
        }
        LastPlaces.keep(x, s * channels, channels, length, count, last, reach);
    }

    /** Of the window that begins at {@code from}, counted from the first place of now. */
    private float window(float[] x, int ofNow, float[] last, int ofLast, int from) {
        float greatest = Float.NEGATIVE_INFINITY;
        float sum = 0;
        for (int j = 0; j < size; j++) {
            int at = from + j * dilation;
            float value = at < 0 ? last[ofLast + reach + at] : x[ofNow + at];
            greatest = Math.max(greatest, value);
            sum += value;
        }
        return max ? greatest : sum / size;
    }
}
