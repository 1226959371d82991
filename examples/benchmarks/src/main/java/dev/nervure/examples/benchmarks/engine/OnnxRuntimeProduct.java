package dev.nervure.examples.benchmarks.engine;

/** A model of one {@code MatMul}, whose second factor ONNX Runtime packs beforehand as Nervure does. */
final class OnnxRuntimeProduct implements Product {
    private final OnnxRuntimeReusing inference;

    OnnxRuntimeProduct(Size size) {
        long[] xShape = {size.rows(), size.inputs()};
        long[] yShape = {size.rows(), size.outputs()};
        float[] w = Randoms.normal(1, size.inputs() * size.outputs());
        this.inference = new OnnxRuntimeReusing(OnnxMatMul.of(xShape, w, yShape), 1, xShape, yShape);
        inference.run(Randoms.normal(2, size.rows() * size.inputs()), new float[size.rows() * size.outputs()]);
    }

    @Override
    public void run() {
        inference.run();
    }

    @Override
    public void close() {
        inference.close();
    }
}
