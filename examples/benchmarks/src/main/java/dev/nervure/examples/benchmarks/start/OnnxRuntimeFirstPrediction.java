package dev.nervure.examples.benchmarks.start;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** The first prediction of ONNX Runtime, as its documentation writes it; timed from the start of the process to the line. */
public final class OnnxRuntimeFirstPrediction {
    private OnnxRuntimeFirstPrediction() {}

    /** @param args the ONNX file of the mlp */
    public static void main(String[] args) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(args[0], options);
                    OnnxTensor input =
                            OnnxTensor.createTensor(environment, FloatBuffer.allocate(784), new long[] {1, 784});
                    OrtSession.Result result = session.run(Map.of("x", input))) {
                System.out.println(((float[][]) result.get(0).getValue())[0][0]);
            }
        }
    }
}
