package dev.nervure.examples.benchmarks.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime as its documentation writes it: a tensor made from an array, and an array made from the result. */
final class OnnxRuntimeInference implements Inference {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final long[] shape;

    OnnxRuntimeInference(byte[] model, int threads, long[] shape) {
        try {
            this.session = session(model, threads, shape[0]);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        this.shape = shape;
    }

    /** A session with every optimisation, which is told the number of samples where the file leaves it open. */
    static OrtSession session(byte[] model, int threads, long samples) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setSymbolicDimensionValue("n", samples);
            return OrtEnvironment.getEnvironment().createSession(model, options);
        }
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs), shape);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            copy(result.get(0).getValue(), outputs, 0);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies an array, or an array of arrays of any depth, to a place of {@code to}; returns the place behind it. */
    private static int copy(Object from, float[] to, int at) {
        if (from instanceof float[] values) {
            System.arraycopy(values, 0, to, at, values.length);
            return at + values.length;
        }
        int next = at;
        for (Object part : (Object[]) from) {
            next = copy(part, to, next);
        }
        return next;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
