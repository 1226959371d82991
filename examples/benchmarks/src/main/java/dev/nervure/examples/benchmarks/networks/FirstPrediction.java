package dev.nervure.examples.benchmarks.networks;

import java.nio.file.Path;

/** What a service does before it answers for the first time; timed from the start of the process to the line. */
public final class FirstPrediction {
    private FirstPrediction() {}

    /** @param args the name of a network, {@code mlp} or {@code minilm128}, and a safetensors file of its weights */
    public static void main(String[] args) {
        Path weights = Path.of(args[1]);
        float[] outputs = args[0].equals("mlp")
                ? MlpNetModel.load(weights).predict(new float[784])
                : MiniLm128NetModel.load(weights).predict(new float[128 * MiniLm.WIDTH]);
        System.out.println(outputs[0]);
    }
}
