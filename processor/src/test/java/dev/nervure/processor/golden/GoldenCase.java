package dev.nervure.processor.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.golden.Safetensors.Entry;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.reference.Array;
import dev.nervure.processor.reference.Evaluation;
import dev.nervure.processor.reference.Point;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A case of PyTorch's figures, and the same network declared here: parameters under PyTorch's names, inputs under those
 * of the file. With a {@code cotangent} in the file, the loss is {@code Σ output · cotangent} and the network has none;
 * otherwise the network declares a loss in its short form, against the file's {@code target}.
 *
 * @param name the file
 * @param network the network, from the file's inputs by name
 * @param training whether the figures are of a training pass: statistics of the batch
 */
public record GoldenCase(String name, Function<Map<String, Tensor>, Network> network, boolean training) {
    /** A case without a training pass. */
    public static GoldenCase of(String name, Function<Map<String, Tensor>, Network> network) {
        return new GoldenCase(name, network, false);
    }

    /** The same case as a training pass. */
    public GoldenCase trained() {
        return new GoldenCase(name, network, true);
    }

    /** The network that the case is about. */
    public Network declared() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        below("in.", Safetensors.read(file())).forEach((input, entry) -> tensors.put(input, tensor(input, entry)));
        return network.apply(tensors);
    }

    private String file() {
        return "/golden/" + name + ".safetensors";
    }

    /** Compares outputs, loss, statistics and every gradient, in every layout that parameters can have. */
    public void check() {
        Map<String, Entry> file = Safetensors.read(file());
        int most = Integer.MAX_VALUE;
        for (Options options : List.of(Options.DEFAULT, new Options(0, most), new Options(0, 0))) {
            check(file, options);
        }
    }

    /** The same as declared, by default; gives the largest error's share of what is allowed. */
    public double largestError() {
        return check(Safetensors.read(file()), Options.DEFAULT);
    }

    /** Compares the reference's outputs and loss: who judges is judged by PyTorch. */
    public void checkReference() {
        Map<String, Entry> file = Safetensors.read(file());
        Network declared = declared(file);
        Map<String, Entry> inputs = below("in.", file);
        Map<String, Array> sources = new LinkedHashMap<>();
        inputs.forEach((input, entry) -> sources.put(input, array(entry)));
        declared.targets().forEach(target -> sources.put(target.name(), array(file.get("target"))));
        Map<String, Array> parameters = new LinkedHashMap<>();
        declared.parameters().forEach(spec -> {
            Entry entry = file.get("state." + spec.name());
            int[] shape = spec.shape().stream().mapToInt(i -> i).toArray();
            parameters.put(spec.name(), entry == null ? Array.zeros(shape) : array(entry));
        });
        int n = inputs.values().iterator().next().shape()[0];
        Evaluation reference = Evaluation.of(declared, new Point(n, parameters, sources, Map.of()));
        String output = declared.outputs().get(0).name();
        Close.FORWARD.check(
                "out", reference.tensor(output).floats(), file.get("out").floats());
        if (!declared.losses().isEmpty()) {
            float[] loss = {(float) reference.loss()};
            Close.FORWARD.check("loss", loss, file.get("loss").floats());
        }
    }

    private Network declared(Map<String, Entry> file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        below("in.", file).forEach((input, entry) -> tensors.put(input, tensor(input, entry)));
        if (below("state.", file).isEmpty()) {
            tensors.replaceAll((input, tensor) -> learned(tensor));
        }
        return network.apply(tensors);
    }

    private double check(Map<String, Entry> file, Options options) {
        List<Double> shares = new ArrayList<>();
        Map<String, Entry> inputs = below("in.", file);
        Model model = Compiled.of(declared(file), options).model(0);
        Map<String, Entry> state = below("state.", file);
        state.keySet().removeIf(name -> name.endsWith(".num_batches_tracked")); // a count that nothing computes with
        state.forEach((parameter, entry) -> model.weights().get(parameter).set(entry.floats()));
        int n = inputs.values().iterator().next().shape()[0];
        Activations a = model.newActivations(n);
        inputs.forEach((input, entry) -> fill(a, input, entry));
        Entry target = file.get("target");
        if (target != null) {
            fill(a, model.targets().get(0).name(), target);
        }
        if (training) {
            model.forward(a, n, TrainingPass.of(0, 0));
        } else {
            model.forward(a, n);
        }
        below("after.", file)
                .forEach((statistic, entry) -> shares.add(Close.FORWARD.check(
                        statistic + " after", model.weights().get(statistic).values(), entry.floats())));
        String output = model.outputs().get(0).name();
        shares.add(Close.FORWARD.check("out", a.floats(output), file.get("out").floats()));

        Gradients g = model.newGradients(n);
        if (target != null) {
            float[] loss = {model.backward(a, g, n)};
            shares.add(Close.FORWARD.check("loss", loss, file.get("loss").floats()));
        } else {
            float[] cotangent = file.get("cotangent").floats();
            System.arraycopy(cotangent, 0, g.activation(output), 0, cotangent.length);
            model.backwardFrom(a, g, n);
        }
        Map<String, Entry> gradients = below("grad.", file);
        gradients.forEach((parameter, entry) ->
                shares.add(Close.GRADIENT.check("∂" + parameter, g.parameter(parameter), entry.floats())));
        below("grad_in.", file)
                .forEach((input, entry) ->
                        shares.add(Close.GRADIENT.check("∂" + input, g.activation(input), entry.floats())));
        if (!gradients.isEmpty()) {
            assertThat(model.weights())
                    .filteredOn(Parameter::trainable)
                    .extracting(Parameter::name)
                    .containsExactlyInAnyOrderElementsOf(gradients.keySet());
        }
        return Collections.max(shares);
    }

    private static Tensor tensor(String name, Entry entry) {
        int[] sample = Arrays.copyOfRange(entry.shape(), 1, entry.shape().length);
        ElementType type = entry.integers() ? ElementType.INT : ElementType.FLOAT;
        return Tensor.of(Layers.of(InputLayer.class, Map.of("value", sample, "type", type)))
                .named(name);
    }

    /** {@code x + 0 x}: a network without parameters has no backward pass; this one has, with the same gradients. */
    private static Tensor learned(Tensor x) {
        int width = x.shape().axis(-1).max();
        Tensor zero = x.dense(width, o -> o.bias(false).initializer(Initializer.ZEROS));
        return x.plus(zero);
    }

    private static Array array(Entry entry) {
        return entry.integers() ? Array.of(entry.ints(), entry.shape()) : Array.of(entry.floats(), entry.shape());
    }

    private static void fill(Activations a, String tensor, Entry entry) {
        if (entry.integers()) {
            System.arraycopy(entry.ints(), 0, a.ints(tensor), 0, entry.ints().length);
        } else {
            System.arraycopy(entry.floats(), 0, a.floats(tensor), 0, entry.floats().length);
        }
    }

    private static Map<String, Entry> below(String prefix, Map<String, Entry> file) {
        Map<String, Entry> found = new LinkedHashMap<>();
        file.forEach((name, entry) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), entry);
            }
        });
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
