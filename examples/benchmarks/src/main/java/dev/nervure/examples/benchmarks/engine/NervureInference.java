package dev.nervure.examples.benchmarks.engine;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.DataParallel;
import dev.nervure.runtime.Model;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Nervure's low-level call, on one thread or several. */
final class NervureInference implements Inference {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Model model;
    private final DataParallel parallel;
    private final Activations activations;
    private final float[] in;
    private final float[] out;
    private final int samples;
    private final int threads;

    NervureInference(Model model, int samples, int threads) {
        this.model = model;
        this.parallel = model.parallel(samples, threads, executor);
        this.activations = model.newInferenceActivations(samples);
        this.in = activations.floats(model.inputs().get(0).name());
        this.out = activations.floats(model.outputs().get(0).name());
        this.samples = samples;
        this.threads = threads;
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        System.arraycopy(inputs, 0, in, 0, inputs.length);
        if (threads == 1) {
            model.forward(activations, samples);
        } else {
            parallel.forward(activations, samples);
        }
        System.arraycopy(out, 0, outputs, 0, outputs.length);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
