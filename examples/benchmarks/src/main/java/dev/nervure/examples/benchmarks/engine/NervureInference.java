package dev.nervure.examples.benchmarks.engine;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;

/** Nervure's low-level call. */
final class NervureInference implements Inference {
    private final Model model;
    private final Activations activations;
    private final float[] in;
    private final float[] out;
    private final int samples;

    NervureInference(Model model, int samples) {
        this.model = model;
        this.activations = model.newInferenceActivations(samples);
        this.in = activations.floats(model.inputs().get(0).name());
        this.out = activations.floats(model.outputs().get(0).name());
        this.samples = samples;
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        System.arraycopy(inputs, 0, in, 0, inputs.length);
        model.forward(activations, samples);
        System.arraycopy(out, 0, outputs, 0, outputs.length);
    }

    @Override
    public void close() {}
}
