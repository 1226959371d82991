package dev.nervure.runtime.kernel;

/** See {@link Storage#inputMajor}. */
record InputMajorStorage(float[][] rows) implements Storage {
    @Override
    public float[][] chunks() {
        return rows;
    }

    @Override
    public void read(float[] rowMajor) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rowMajor[j * rows.length + i] = rows[i][j];
            }
        }
    }

    @Override
    public void write(float[] rowMajor) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = rowMajor[j * rows.length + i];
            }
        }
    }

    @Override
    public Storage zeros() {
        return new InputMajorStorage(new float[rows.length][rows.length == 0 ? 0 : rows[0].length]);
    }
}
