package dev.nervure.inspection;

/**
 * How values are stored in bytes from 0 to 255, {@code x ≈ scale · (byte − zeroPoint)}, so that 0 is exact: the rule of
 * ONNX's {@code DynamicQuantizeLinear}.
 *
 * @param scale the distance of two neighbours, {@code (max(x, 0) − min(x, 0)) / 255}
 * @param zeroPoint the byte that stands for 0
 * @param error the root mean square of the rounding errors
 * @param maxError the largest rounding error
 */
public record EightBit(double scale, int zeroPoint, double error, double maxError) {
    private static final int LARGEST = 255;

    static EightBit of(float[] sorted) {
        if (sorted.length == 0) {
            return new EightBit(0, 0, 0, 0);
        }
        double min = Math.min(0, sorted[0]);
        double max = Math.max(0, sorted[sorted.length - 1]);
        double scale = (max - min) / LARGEST;
        if (scale == 0) {
            return new EightBit(0, 0, 0, 0);
        }
        int zeroPoint = (int) Math.rint(-min / scale);
        double squares = 0;
        double largest = 0;
        for (float value : sorted) {
            double stored = Math.max(0, Math.min(LARGEST, Math.rint(value / scale) + zeroPoint));
            double error = Math.abs(scale * (stored - zeroPoint) - value);
            squares += error * error;
            largest = Math.max(largest, error);
        }
        return new EightBit(scale, zeroPoint, Math.sqrt(squares / sorted.length), largest);
    }
}
