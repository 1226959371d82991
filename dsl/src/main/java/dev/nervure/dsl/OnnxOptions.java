package dev.nervure.dsl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of {@link Tensor#onnx}: {@code Tensor.onnx("backbone.onnx", List.of(x), o -> o.trainable(false))}. */
public final class OnnxOptions {
    private final Map<String, double[]> fixed = new LinkedHashMap<>();
    private List<String> outputs = List.of();
    private boolean trainable = true;
    private String name = "";

    OnnxOptions() {}

    /**
     * Chooses values of the file as results. Any value of the graph can be one, such as the features before the last layer;
     * what only serves other values is left out.
     *
     * @param outputs their names in the file; its outputs by default
     * @return these options
     */
    public OnnxOptions outputs(String... outputs) {
        this.outputs = List.of(outputs);
        return this;
    }

    /**
     * Decides an input while the network is compiled. It is then not among the tensors that the file reads.
     *
     * @param input the name of the input in the file
     * @param value its numbers, row by row; one number stands for all
     * @return these options
     */
    public OnnxOptions fixed(String input, double... value) {
        fixed.put(input, value.clone());
        return this;
    }

    /**
     * Freezes the parameters of the file.
     *
     * @param trainable false if training must leave them as they are; true by default
     * @return these options
     */
    public OnnxOptions trainable(boolean trainable) {
        this.trainable = trainable;
        return this;
    }

    /**
     * Sets what the names of the file's tensors and parameters begin with. Two files whose parameters have the same names
     * need it.
     *
     * @param name a dotted path such as {@code backbone}
     * @return these options
     */
    public OnnxOptions name(String name) {
        this.name = name;
        return this;
    }

    List<String> outputs() {
        return outputs;
    }

    Map<String, double[]> fixed() {
        return fixed;
    }

    boolean trainable() {
        return trainable;
    }

    String name() {
        return name;
    }
}
