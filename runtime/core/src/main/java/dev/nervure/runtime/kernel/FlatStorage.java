package dev.nervure.runtime.kernel;

/** See {@link Storage#flat}. */
record FlatStorage(float[] values) implements Storage {
    @Override
    public float[][] chunks() {
        return new float[][] {values};
    }

    @Override
    public void read(float[] rowMajor) {
        System.arraycopy(values, 0, rowMajor, 0, values.length);
    }

    @Override
    public void write(float[] rowMajor) {
        System.arraycopy(rowMajor, 0, values, 0, values.length);
    }

    @Override
    public Storage zeros() {
        return new FlatStorage(new float[values.length]);
    }
}
