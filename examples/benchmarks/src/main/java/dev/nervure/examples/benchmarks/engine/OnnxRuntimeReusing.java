package dev.nervure.examples.benchmarks.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime in its fastest form: input and output lie in tensors outside the heap that are made once. */
final class OnnxRuntimeReusing implements Inference {
    private final OrtSession session;
    private final FloatBuffer in;
    private final FloatBuffer out;
    private final OnnxTensor input;
    private final OnnxTensor output;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    OnnxRuntimeReusing(byte[] model, int threads, long[] inputShape, long[] outputShape) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            this.session = OnnxRuntimeInference.session(model, threads, inputShape[0]);
            this.in = floats(inputShape);
            this.out = floats(outputShape);
            this.input = OnnxTensor.createTensor(environment, in, inputShape);
            this.output = OnnxTensor.createTensor(environment, out, outputShape);
            this.inputs = Map.of("x", input);
            this.outputs = Map.of("y", output);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FloatBuffer floats(long[] shape) {
        long size = 1;
        for (long of : shape) {
            size *= of;
        }
        return ByteBuffer.allocateDirect(Math.toIntExact(size * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void run(float[] values, float[] results) {
        in.put(0, values);
        run();
        out.get(0, results);
    }

    /** Runs it on what the buffers hold. */
    void run() {
        try {
            session.run(inputs, outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            input.close();
            output.close();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
