package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.Kernels;

/**
 * Weights of 8 bits: {@code w = q · s} with a whole number {@code q} of −128 … 127 and a scale {@code s} for each row of
 * {@code W [out, in]}, or for each group of neighbouring inputs in a row.
 */
public final class ByteWeights extends SmallWeights {
    private final byte[] values;
    private final float[] scales;

    /**
     * Takes the arrays without a copy.
     *
     * @param values {@code q [out, in]}, row-major
     * @param scales {@code s [out, groups]}, row-major
     */
    public ByteWeights(byte[] values, float[] scales) {
        if (scales.length == 0 || values.length % scales.length != 0) {
            throw new IllegalArgumentException(values.length + " weights with " + scales.length + " scales");
        }
        this.values = values;
        this.scales = scales;
    }

    /** The whole numbers {@code [out, in]}, live. */
    public byte[] values() {
        return values;
    }

    /** The scales {@code [out, groups]}, live. */
    public float[] scales() {
        return scales;
    }

    /** How many weights have a scale in common. */
    public int group() {
        return values.length / scales.length;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    void readValues(int from, int count, float[] target, int offset) {
        int group = group();
        for (int i = from; i < from + count; ) {
            int end = Math.min(from + count, (i / group + 1) * group);
            float scale = scales[i / group];
            for (; i < end; i++) {
                target[offset + i - from] = values[i] * scale;
            }
        }
    }

    @Override
    long bytes() {
        return values.length + (long) scales.length * Float.BYTES;
    }

    @Override
    MatrixForm form(int outputs, int inputs) {
        return Kernels.vectors()
                ? new VectorByteMatrix(outputs, inputs, this)
                : new PortableByteMatrix(outputs, inputs, this);
    }

    /** The scales by groups: {@code [groups][out]}, each row padded with zeros to {@code width}. */
    float[][] scalesByGroup(int outputs, int width) {
        int groups = scales.length / outputs;
        float[][] byGroup = new float[groups][width];
        for (int j = 0; j < outputs; j++) {
            for (int g = 0; g < groups; g++) {
                byGroup[g][j] = scales[j * groups + g];
            }
        }
        return byGroup;
    }

    /** The scales as {@link #scalesByGroup} was given them. */
    static float[] scales(float[][] byGroup, int outputs) {
        float[] scales = new float[outputs * byGroup.length];
        for (int j = 0; j < outputs; j++) {
            for (int g = 0; g < byGroup.length; g++) {
                scales[j * byGroup.length + g] = byGroup[g][j];
            }
        }
        return scales;
    }
}
