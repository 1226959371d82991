package dev.nervure.examples.benchmarks.networks;

import java.nio.file.Path;

/** What a service does before it answers for the first time; timed from the start of the process to the line. */
public final class FirstPrediction {
    private FirstPrediction() {}

    /** @param args a safetensors file of the weights of {@link MlpNet} */
    public static void main(String[] args) {
        float[] logits = MlpNetModel.load(Path.of(args[0])).predict(new float[784]);
        System.out.println(logits[0]);
    }
}
