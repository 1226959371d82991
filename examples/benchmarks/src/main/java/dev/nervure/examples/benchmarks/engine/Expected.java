package dev.nervure.examples.benchmarks.engine;

import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.examples.benchmarks.networks.TensorFile;

/**
 * The sample of a network's file as often as a batch needs it, and what PyTorch made of it. MiniLM has no file: its
 * sample is random, and ONNX Runtime says what comes out.
 *
 * @param inputs of all samples
 * @param outputs of all samples
 */
public record Expected(float[] inputs, float[] outputs) {
    // Sums of up to 1,568 products in other orders, of values near 1: a few units of the sixth digit.
    private static final float ABSOLUTE = 1e-5f;
    private static final float RELATIVE = 1e-5f;

    public static Expected of(Subject subject, int samples) {
        Expected one = subject.isStored() ? stored(subject.tensors()) : computed(subject);
        return new Expected(repeat(one.inputs, samples), repeat(one.outputs, samples));
    }

    private static Expected stored(TensorFile tensors) {
        return new Expected(tensors.input(), tensors.output());
    }

    private static Expected computed(Subject subject) {
        float[] inputs = Randoms.normal(3, size(subject.inputShape(1)));
        float[] outputs = new float[size(subject.outputShape(1))];
        try (Inference inference = Engine.ONNX_RUNTIME.open(subject, 1, 1)) {
            inference.run(inputs, outputs);
        }
        return new Expected(inputs, outputs);
    }

    private static int size(long[] shape) {
        long size = 1;
        for (long axis : shape) {
            size *= axis;
        }
        return Math.toIntExact(size);
    }

    /** @throws IllegalStateException if an output differs by more than rounding */
    void check(String what, Inference inference) {
        float[] found = new float[outputs.length];
        inference.run(inputs, found);
        for (int i = 0; i < found.length; i++) {
            // Not "larger than", so that NaN fails too.
            if (!(Math.abs(found[i] - outputs[i]) <= ABSOLUTE + RELATIVE * Math.abs(outputs[i]))) {
                throw new IllegalStateException(
                        what + ": output " + i + " is " + found[i] + ", the expected one is " + outputs[i]);
            }
        }
    }

    private static float[] repeat(float[] values, int times) {
        float[] all = new float[values.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(values, 0, all, i * values.length, values.length);
        }
        return all;
    }
}
