package dev.nervure.examples.benchmarks.engine;

import java.util.Arrays;

/** Gives a network that was exported to ONNX for one sample another batch size. */
final class OnnxBatch {
    /** A dimension of 1 in protocol buffers: field 1 of a shape, two bytes long, whose field 1 is 1. */
    private static final byte[] ONE = {0x0A, 2, 0x08, 1};

    private OnnxBatch() {}

    /** @param samples up to 127, which take one byte as 1 does */
    static byte[] of(byte[] model, int samples) {
        byte[] changed = model.clone();
        setFirstDimension(changed, 'x', samples);
        setFirstDimension(changed, 'y', samples);
        return changed;
    }

    /** Finds the declaration of a tensor, which comes last in the file: its name and then its type. */
    private static void setFirstDimension(byte[] model, char name, int samples) {
        byte[] declaration = {0x0A, 1, (byte) name, 0x12};
        int dimension = indexOf(model, ONE, lastIndexOf(model, declaration));
        model[dimension + ONE.length - 1] = (byte) samples;
    }

    private static int lastIndexOf(byte[] bytes, byte[] part) {
        for (int i = bytes.length - part.length; i >= 0; i--) {
            if (matches(bytes, i, part)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the model does not contain " + Arrays.toString(part));
    }

    private static int indexOf(byte[] bytes, byte[] part, int from) {
        for (int i = from; i <= bytes.length - part.length; i++) {
            if (matches(bytes, i, part)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the model does not contain " + Arrays.toString(part));
    }

    private static boolean matches(byte[] bytes, int from, byte[] part) {
        return Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
    }
}
