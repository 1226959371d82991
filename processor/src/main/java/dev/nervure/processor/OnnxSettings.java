package dev.nervure.processor;

import dev.nervure.dsl.Loss;
import dev.nervure.processor.frontend.OnnxChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an ONNX file leaves open, for {@link NetworkCompiler#onnx}: the attributes of {@code @NeuralNetwork(onnx = …)}, {@code
 * @Axis} and {@code @Fixed}. Each method gives new settings.
 */
public final class OnnxSettings {
    private final List<Consumer<OnnxChoices>> choices;
    private final Loss loss;

    private OnnxSettings(List<Consumer<OnnxChoices>> choices, Loss loss) {
        this.choices = List.copyOf(choices);
        this.loss = loss;
    }

    /** A file that leaves nothing open. */
    public static OnnxSettings none() {
        return new OnnxSettings(List.of(), Loss.NONE);
    }

    /** Gives an axis of an input one size; axes count as in the file. */
    public OnnxSettings axis(String input, int axis, int size) {
        return and(chosen -> chosen.axis(input, axis, "", size));
    }

    /** Lets the length of an axis vary from sample to sample, up to {@code max}. */
    public OnnxSettings axis(String input, int axis, String name, int max) {
        return and(chosen -> chosen.axis(input, axis, name, max));
    }

    /** Decides an input, row by row; one number stands for all. */
    public OnnxSettings fixed(String input, double... value) {
        double[] numbers = value.clone();
        return and(chosen -> chosen.fixed(input, numbers));
    }

    /** Chooses values of the graph as outputs. */
    public OnnxSettings outputs(String... names) {
        List<String> all = List.of(names);
        return and(chosen -> chosen.outputs(all));
    }

    /** Adds a loss of the one output against {@code targets}. */
    public OnnxSettings loss(Loss of) {
        return new OnnxSettings(choices, of);
    }

    private OnnxSettings and(Consumer<OnnxChoices> choice) {
        List<Consumer<OnnxChoices>> all = new ArrayList<>(choices);
        all.add(choice);
        return new OnnxSettings(all, loss);
    }

    void apply(OnnxChoices chosen) {
        choices.forEach(choice -> choice.accept(chosen));
    }

    Loss loss() {
        return loss;
    }
}
