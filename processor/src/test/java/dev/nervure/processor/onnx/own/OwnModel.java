package dev.nervure.processor.onnx.own;

import com.google.gson.JsonObject;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.onnx.FileOrder;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.TrainingPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that PyTorch has exported, with what PyTorch itself computes: {@code src/test/python/make_onnx.py} makes them.
 *
 * @param name the case
 * @param description what {@code index.json} says of it
 * @param figures PyTorch's numbers
 * @param imported the network, or what stands in the way
 */
record OwnModel(String name, JsonObject description, SafetensorsReader figures, OnnxImport imported) {
    private static final double FORWARD = 1e-5;
    private static final double GRADIENT_RELATIVE = 1e-4;
    private static final double GRADIENT_ABSOLUTE = 1e-5;

    static OwnModel read(Path folder, JsonObject description) throws IOException {
        String name = description.get("case").getAsString();
        OnnxModel model = ModelReader.read(folder.resolve(name + ".onnx"));
        SafetensorsReader figures = SafetensorsReader.open(folder.resolve(name + ".safetensors"));
        Map<AxisOf, AxisSize> axes = new HashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            List<Long> shape = figures.tensors().get("in." + input.name()).shape();
            for (int axis = 1; axis < shape.size(); axis++) {
                if (input.dims().get(axis).size() < 0) {
                    axes.put(new AxisOf(input.name(), axis), new AxisSize("", Math.toIntExact(shape.get(axis))));
                }
            }
        }
        return new OwnModel(
                name, description, figures, OnnxImport.of(model, new ImportOptions(Map.of(), axes, List.of())));
    }

    private int[] shape(String figure) {
        return figures.tensors().get(figure).shape().stream()
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The number of samples of the figures. */
    int batch() {
        String input = imported.inputs().keySet().iterator().next();
        return imported.batched() ? shape("in." + input)[0] : 1;
    }

    /** What differs from PyTorch; nothing if all agrees. */
    List<String> differences(Compiled compiled) {
        Network network = imported.network();
        Model model = compiled.model(1);
        for (ParameterSpec spec : network.parameters()) {
            model.weights()
                    .get(spec.name())
                    .set(imported.weights().get(spec.name()).numbers());
        }
        int n = batch();
        Activations a = model.newActivations(n);
        imported.inputs().forEach((input, tensor) -> fill(network, a, input, tensor));
        if (usesBatchStatistics()) {
            model.forward(a, n, TrainingPass.of(1, 0));
        } else {
            model.forward(a, n);
        }
        List<String> differences = new ArrayList<>();
        Gradients g = model.newGradients(n);
        boolean gradients = !network.parameters().isEmpty();
        for (OnnxImport.Output output : imported.outputs()) {
            String tensor = output.tensor().name();
            if (output.tensor().type().element() == ElementType.FLOAT) {
                float[] expected = figures.floats("out." + output.name());
                int[] places = FileOrder.places(output.flow().axes(), output.tensor(), n, expected.length);
                float[] actual = new float[expected.length];
                for (int i = 0; i < expected.length; i++) {
                    actual[i] = a.floats(tensor)[places[i]];
                }
                compare(output.name(), actual, expected, FORWARD, FORWARD, false, differences);
                float[] seed = gradients ? g.activation(tensor) : new float[0];
                for (int i = 0; i < expected.length && gradients; i++) {
                    seed[places[i]] = 2 * expected[i] / expected.length;
                }
            } else {
                long[] expected = figures.longs("out." + output.name());
                for (int i = 0; i < expected.length; i++) {
                    if (a.ints(tensor)[i] != expected[i]) {
                        differences.add(output.name() + "[" + i + "] is " + a.ints(tensor)[i] + ", not " + expected[i]);
                    }
                }
            }
        }
        if (gradients) {
            model.backwardFrom(a, g, n);
            gradients(network, g, differences);
        }
        return differences;
    }

    /** Of a file for training; but for dropout, which the figures leave out. */
    private boolean usesBatchStatistics() {
        return description.get("training").getAsBoolean()
                && !description.getAsJsonObject("ops").has("Dropout");
    }

    private void fill(Network network, Activations a, String input, String tensor) {
        boolean read = network.inputs().stream().anyMatch(node -> node.name().equals(tensor));
        if (!read) {
            return;
        }
        String figure = "in." + input;
        switch (figures.tensors().get(figure).dtype()) {
            case F32 -> {
                float[] values = figures.floats(figure);
                System.arraycopy(values, 0, a.floats(tensor), 0, values.length);
            }
            case BOOL -> {
                java.nio.ByteBuffer bytes = figures.bytes(figure);
                for (int i = 0; i < bytes.remaining(); i++) {
                    a.ints(tensor)[i] = bytes.get(i);
                }
            }
            default -> {
                long[] values = figures.longs(figure);
                for (int i = 0; i < values.length; i++) {
                    a.ints(tensor)[i] = Math.toIntExact(values[i]);
                }
            }
        }
    }

    private void gradients(Network network, Gradients g, List<String> differences) {
        imported.inputs().forEach((input, tensor) -> {
            if (figures.tensors().containsKey("grad_in." + input)) {
                float[] expected = figures.floats("grad_in." + input);
                float[] actual = Arrays.copyOf(g.activation(tensor), expected.length);
                compare(
                        "gradient of " + input,
                        actual,
                        expected,
                        GRADIENT_RELATIVE,
                        GRADIENT_ABSOLUTE,
                        true,
                        differences);
            }
        });
        for (String figure : figures.tensors().keySet()) {
            if (figure.startsWith("grad.")) {
                String parameter = figure.substring("grad.".length());
                String own = own(network, parameter);
                if (own != null) {
                    float[] actual = g.parameter(own);
                    float[] expected = figures.floats(figure);
                    compare(
                            "gradient of " + parameter,
                            actual,
                            expected,
                            GRADIENT_RELATIVE,
                            GRADIENT_ABSOLUTE,
                            true,
                            differences);
                }
            }
        }
    }

    /** The parameter of the network that holds the values of one of PyTorch; null if the exporter has changed them. */
    String own(Network network, String parameter) {
        float[] values = figures.floats("state." + parameter);
        return network.parameters().stream()
                .filter(ParameterSpec::trainable)
                .map(ParameterSpec::name)
                .filter(name -> Arrays.equals(imported.weights().get(name).numbers(), values))
                .findFirst()
                .orElse(null);
    }

    private static void compare(
            String what,
            float[] actual,
            float[] expected,
            double relative,
            double absolute,
            boolean toLargest,
            List<String> differences) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double allowed = absolute + relative * (toLargest ? largest : Math.abs(expected[i]));
            if (!(Math.abs((double) actual[i] - expected[i]) <= allowed)) {
                differences.add(what + "[" + i + "] is " + actual[i] + ", not " + expected[i]);
                return;
            }
        }
    }
}
