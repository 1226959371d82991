package dev.nervure.examples.benchmarks.engine;

import dev.nervure.examples.benchmarks.onnx.OnnxGraph;

/** The ONNX model {@code y = MatMul(x, w)}. */
final class OnnxMatMul {
    private OnnxMatMul() {}

    static byte[] of(long[] xShape, float[] w, long[] yShape) {
        OnnxGraph graph = new OnnxGraph("product").input("x", xShape).output("y", yShape);
        graph.node("y", "MatMul", "x", graph.floats("w", w, xShape[1], yShape[1]));
        return graph.toByteArray();
    }
}
