package dev.nervure.examples.benchmarks.start;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** The first prediction of ONNX Runtime, as its documentation writes it; timed from the start of the process to the line. */
public final class OnnxRuntimeFirstPrediction {
    private OnnxRuntimeFirstPrediction() {}

    /** @param args an ONNX file, and the sizes of its input */
    public static void main(String[] args) throws OrtException {
        long[] shape = Arrays.stream(args).skip(1).mapToLong(Long::parseLong).toArray();
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(args[0], options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.allocate(size), shape);
                    OrtSession.Result result = session.run(Map.of("x", input))) {
                System.out.println(first(result.get(0).getValue()));
            }
        }
    }

    private static float first(Object output) {
        return output instanceof float[] values ? values[0] : first(((Object[]) output)[0]);
    }
}
