package dev.nervure.examples.benchmarks.engine;

/** {@code y = x · W} of random matrices that lie where the engine wants them: nothing is copied when it runs. */
public interface Product extends AutoCloseable {
    void run();

    @Override
    void close();

    /**
     * @param rows of x and y
     * @param inputs columns of x
     * @param outputs columns of y
     */
    record Size(int rows, int inputs, int outputs) {
        /** Reads what {@link #toString} writes. */
        public static Size of(String text) {
            String[] parts = text.split("x");
            return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        /** Multiplications and additions. */
        public double operations() {
            return 2.0 * rows * inputs * outputs;
        }

        @Override
        public String toString() {
            return rows + "x" + inputs + "x" + outputs;
        }
    }

    static Product of(Engine engine, Size size) {
        return switch (engine) {
            case NERVURE -> new NervureProduct(size);
            case ONNX_RUNTIME, ONNX_RUNTIME_REUSING -> new OnnxRuntimeProduct(size);
            case PYTORCH -> new PyTorchProduct(size);
        };
    }
}
