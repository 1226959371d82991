package dev.nervure.processor.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.nervure.processor.reference.Array;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an ONNX file. */
public final class OnnxRuntime implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    public OnnxRuntime(byte[] file) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = ENVIRONMENT.createSession(file, options);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** The inputs with their types, as ONNX Runtime tells of them. */
    public String inputs() {
        try {
            return session.getInputInfo().values().toString();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** What the file says about itself. */
    public ai.onnxruntime.OnnxModelMetadata metadata() {
        try {
            return session.getMetadata();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** Every output, by name; booleans are 0 and 1. */
    public Map<String, Array> run(Map<String, Array> floats, Map<String, Array> integers) {
        Map<String, OnnxTensorLike> inputs = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Array> input : floats.entrySet()) {
                FloatBuffer values = FloatBuffer.wrap(input.getValue().floats());
                inputs.put(input.getKey(), OnnxTensor.createTensor(ENVIRONMENT, values, shape(input.getValue())));
            }
            for (Map.Entry<String, Array> input : integers.entrySet()) {
                LongBuffer values =
                        LongBuffer.wrap(Arrays.stream(input.getValue().values())
                                .mapToLong(value -> (long) value)
                                .toArray());
                inputs.put(input.getKey(), OnnxTensor.createTensor(ENVIRONMENT, values, shape(input.getValue())));
            }
            Map<String, Array> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(inputs)) {
                result.forEach(entry -> outputs.put(entry.getKey(), array((OnnxTensor) entry.getValue())));
            }
            return outputs;
        } catch (OrtException e) {
            throw new AssertionError(e);
        } finally {
            inputs.values().forEach(OnnxTensorLike::close);
        }
    }

    private static long[] shape(Array array) {
        return Arrays.stream(array.shape()).asLongStream().toArray();
    }

    private static Array array(OnnxTensor tensor) {
        int[] shape = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        Array array = Array.zeros(shape);
        switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                Arrays.setAll(array.values(), floats::get);
            }
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                Arrays.setAll(array.values(), longs::get);
            }
            case BOOL -> {
                java.nio.ByteBuffer bytes = tensor.getByteBuffer();
                Arrays.setAll(array.values(), bytes::get);
            }
            default -> throw new AssertionError(tensor.getInfo());
        }
        return array;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
