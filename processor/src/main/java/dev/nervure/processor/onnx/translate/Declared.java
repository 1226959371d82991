package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxGraph;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.declaration.DeclarationReader;
import dev.nervure.processor.onnx.export.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files that we have written say which layers they were. That is believed only if these layers, written again, give the same graph:
 * a file that another tool has changed is read node by node, as any other.
 */
final class Declared {
    private Declared() {}

    /** The network that a file declares; null if it declares none, or something else is wanted of it. */
    static @Nullable OnnxImport of(OnnxModel model, ImportOptions options) {
        String text = model.metadata().getOrDefault(Skeleton.DECLARATION, "");
        boolean whole = options.fixed().isEmpty()
                && options.outputs().isEmpty()
                && options.tensors().isEmpty();
        if (text.isEmpty() || !whole) {
            return null;
        }
        try {
            List<Tensor> outputs = DeclarationReader.read(text);
            Network network = Network.of(outputs.toArray(new Tensor[0]));
            return isWritten(network, model.graph()) && fits(network, options)
                    ? imported(outputs, network, model)
                    : null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            return null; // no text of ours
        }
    }

    /** Whether a graph is what this network becomes. */
    private static boolean isWritten(Network network, OnnxGraph graph) {
        OnnxGraph own =
                ModelReader.read(Skeleton.of("", "", "", network).file(), null).graph();
        boolean numbers = own.initializers().entrySet().stream().allMatch(entry -> {
            Literal there = graph.initializers().get(entry.getKey());
            return there != null && there.same(entry.getValue());
        });
        boolean parameters = network.parameters().stream().allMatch(spec -> {
            Literal there = graph.initializers().get(spec.name());
            return there != null
                    && there.type() == DataType.FLOAT
                    && there.dims().equals(spec.shape());
        });
        return numbers
                && parameters
                && described(own.nodes()).equals(described(graph.nodes()))
                && own.inputs().equals(graph.inputs())
                && own.outputs().equals(graph.outputs());
    }

    private static List<String> described(List<OnnxNode> nodes) {
        List<String> all = new ArrayList<>();
        for (OnnxNode node : nodes) {
            StringBuilder text =
                    new StringBuilder(node.name() + " " + node.kind() + " " + node.inputs() + " " + node.outputs());
            new TreeMap<>(node.attributes()).forEach((name, value) -> {
                Literal tensor = value.tensor();
                text.append(' ').append(name).append('=').append(tensor == null ? value : described(tensor));
            });
            all.add(text.toString());
        }
        return all;
    }

    private static String described(Literal tensor) {
        return tensor.type() + " " + tensor.dims() + " "
                + (tensor.type().floats() ? Arrays.toString(tensor.numbers()) : tensor.ints64());
    }

    /** Whether the sizes that are asked for are those of the declaration. */
    private static boolean fits(Network network, ImportOptions options) {
        for (Map.Entry<ImportOptions.AxisOf, ImportOptions.AxisSize> entry :
                options.axes().entrySet()) {
            Node input = network.inputs().stream()
                    .filter(node -> node.name().equals(entry.getKey().input()))
                    .findFirst()
                    .orElse(null);
            int axis = entry.getKey().axis() - 1;
            if (input == null || axis < 0 || axis >= input.type().shape().rank()) {
                return false;
            }
            Dim dim = input.type().shape().axis(axis);
            Dim asked = entry.getValue().variable()
                    ? Dim.symbol(entry.getValue().name(), entry.getValue().max())
                    : Dim.of(entry.getValue().max());
            if (!dim.equals(asked)) {
                return false;
            }
        }
        return true;
    }

    private static OnnxImport imported(List<Tensor> outputs, Network network, OnnxModel model) {
        List<OnnxImport.Output> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor tensor = outputs.get(i);
            ValueInfo info = model.graph().outputs().get(i);
            DataType type = info.type() == null ? DataType.FLOAT : info.type();
            Axes axes = tensor.shape().batched() ? Axes.FIRST : Axes.SAMPLE;
            Size batch = tensor.shape().batched() ? Size.BATCH : Size.of(1);
            results.add(new OnnxImport.Output(info.name(), tensor, new Flow(tensor, type, axes, batch)));
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        network.inputs().forEach(node -> inputs.put(node.name(), node.name()));
        Map<String, Literal> weights = new TreeMap<>();
        for (ParameterSpec spec : network.parameters()) {
            Literal values = model.graph().initializers().get(spec.name());
            if (values != null) {
                weights.put(spec.name(), values);
            }
        }
        return new OnnxImport(results, inputs, Map.of(), weights, true, List.of(), List.of());
    }
}
