package dev.nervure.processor.onnx.suite;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The derivative of a case, compared with central differences: a parameter of zeros is added to each input of floats, and the
 * gradients of these and of the case's own parameters are those of a sum of all outputs with random factors.
 */
final class CaseDerivative {
    private static final float STEP = 4e-3f;

    /** Outputs are floats, so a difference of two of them is right to about 1e-7 / STEP, and their curve adds STEP². */
    private static final double TOLERANCE = 1e-2;

    private static final int MOST_PLACES = 12;

    private final SuiteCase read;
    private final OnnxImport imported;
    private final Network network;

    private CaseDerivative(SuiteCase read, OnnxImport imported, Network network) {
        this.read = read;
        this.imported = imported;
        this.network = network;
    }

    /** The case with parameters at its inputs; null if no output of floats is computed from an input of floats. */
    static CaseDerivative of(SuiteCase read) {
        Network plain = read.imported().network();
        boolean floats = plain != null
                && plain.outputs().stream().anyMatch(node -> node.type().element() == ElementType.FLOAT);
        if (!floats) {
            return null;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int learnt = 0;
        for (Map.Entry<String, String> input : read.imported().inputs().entrySet()) {
            Node node = plain.nodes().stream()
                    .filter(other -> other.name().equals(input.getValue()))
                    .findFirst()
                    .orElse(null);
            if (node == null) {
                return null; // nothing reads the input
            }
            List<Integer> sizes =
                    node.type().shape().sample().stream().map(Dim::max).toList();
            ElementType element = node.type().element();
            Tensor tensor = Tensor.input(input.getValue(), sizes, o -> o.type(element));
            if (element == ElementType.FLOAT && !sizes.isEmpty()) {
                int[] shape = sizes.stream().mapToInt(size -> size).toArray();
                tensor = tensor.plus(Tensor.parameter("learnt" + learnt++, shape));
            }
            tensors.put(input.getKey(), tensor);
        }
        Map<String, Literal> fixed = new LinkedHashMap<>();
        read.bound().forEach(input -> fixed.put(input, read.inputs().get(input)));
        OnnxImport imported = OnnxImport.of(read.model(), new ImportOptions(fixed, Map.of(), List.of(), tensors));
        Tensor[] outputs = imported.outputs().stream()
                .map(OnnxImport.Output::tensor)
                .filter(tensor -> tensor.type().element() == ElementType.FLOAT)
                .toArray(Tensor[]::new);
        if (outputs.length == 0) {
            throw new IllegalStateException(imported.problems().toString());
        }
        Network network = Network.of(outputs);
        boolean learns = network.parameters().stream().anyMatch(ParameterSpec::trainable);
        return learns ? new CaseDerivative(read, imported, network) : null;
    }

    /** The operator that a case is about: its last. */
    static String operator(SuiteCase read) {
        List<OnnxNode> nodes = read.model().graph().nodes();
        return nodes.get(nodes.size() - 1).kind();
    }

    String operator() {
        return operator(read);
    }

    Network network() {
        return network;
    }

    /** What differs; {@code "none"} if nothing changes with the parameters, and empty if all is as it should be. */
    String check(Model model) {
        for (ParameterSpec spec : network.parameters()) {
            Literal numbers = imported.weights().get(spec.name());
            Parameter parameter = model.weights().get(spec.name());
            parameter.set(numbers == null ? new float[parameter.values().length] : numbers.numbers());
        }
        int n = read.batch();
        Activations a = model.newTrainingActivations(n);
        read.imported()
                .inputs()
                .forEach((input, tensor) ->
                        SuiteRun.fill(a, network, tensor, read.inputs().get(input)));
        Gradients g = model.newTrainingGradients(n);
        Random random = new Random(9);
        Map<String, float[]> factors = new LinkedHashMap<>();
        for (Node output : network.outputs()) {
            float[] factor = new float
                    [output.type().shape().size() * (output.type().shape().batched() ? n : 1)];
            for (int i = 0; i < factor.length; i++) {
                factor[i] = random.nextFloat() + 0.5f;
            }
            factors.put(output.name(), factor);
            System.arraycopy(factor, 0, g.activation(output.name()), 0, factor.length);
        }
        model.forward(a, n);
        model.backwardFrom(a, g, n);
        boolean changes = false;
        for (Parameter parameter : model.weights()) {
            if (!parameter.trainable()) {
                continue;
            }
            float[] values = parameter.values();
            float[] gradient = g.parameter(parameter.name());
            int stride = Math.max(1, values.length / MOST_PLACES);
            for (int i = 0; i < values.length; i += stride) {
                double far = difference(model, a, n, parameter, values, i, STEP, factors);
                double near = difference(model, a, n, parameter, values, i, STEP / 4, factors);
                double allowed = TOLERANCE * (1 + Math.abs(near));
                boolean smooth = Math.abs(far - near) < allowed; // else a jump or a bend lies between
                changes |= Math.abs(near) > allowed || Math.abs(gradient[i]) > allowed;
                if (smooth && !(Math.abs(gradient[i] - near) < 2 * allowed)) {
                    return parameter.name() + "[" + i + "]: " + gradient[i] + ", and differences say " + near;
                }
            }
        }
        return changes ? "" : "none";
    }

    private static double difference(
            Model model,
            Activations a,
            int n,
            Parameter parameter,
            float[] values,
            int at,
            float step,
            Map<String, float[]> factors) {
        float[] changed = values.clone();
        changed[at] = values[at] + step;
        double up = changed[at];
        parameter.set(changed);
        double more = sum(model, a, n, factors);
        changed[at] = values[at] - step;
        double down = changed[at];
        parameter.set(changed);
        double less = sum(model, a, n, factors);
        parameter.set(values);
        return (more - less) / (up - down);
    }

    private static double sum(Model model, Activations a, int n, Map<String, float[]> factors) {
        model.forward(a, n);
        double sum = 0;
        for (Map.Entry<String, float[]> entry : factors.entrySet()) {
            float[] output = a.floats(entry.getKey());
            for (int i = 0; i < entry.getValue().length; i++) {
                sum += (double) entry.getValue()[i] * output[i];
            }
        }
        return sum;
    }
}
