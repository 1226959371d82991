package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.frontend.NameCheck;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.blocks.CommonTensors;
import dev.nervure.processor.onnx.blocks.EqualBlocks;
import dev.nervure.processor.onnx.compose.Forms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file as a network.
 *
 * @param outputs the outputs of the network, in the order of the file; empty if there is a problem
 * @param inputs the names of the inputs of the network, by those in the file
 * @param constants outputs that are known while the file is read, by their names in the file
 * @param weights the numbers of the parameters, by the names of the network
 * @param batched whether the first axis of each input is the batch; otherwise a sample is all that the file reads
 * @param problems what stands in the way
 * @param outcomes what became of each node; empty if the file says which layers it was
 */
public record OnnxImport(
        List<Output> outputs,
        Map<String, String> inputs,
        Map<String, Literal> constants,
        Map<String, Literal> weights,
        boolean batched,
        List<Problem> problems,
        List<Outcome> outcomes) {
    /**
     * An output.
     *
     * @param name its name in the file
     * @param tensor the tensor of the network
     * @param flow where the batch lies, and the type that the file says
     */
    public record Output(String name, Tensor tensor, Flow flow) {}

    public OnnxImport {
        outputs = List.copyOf(outputs);
        problems = List.copyOf(problems);
        outcomes = List.copyOf(outcomes);
    }

    /** Makes a network of a model; the problems say why, if that is not possible. */
    public static OnnxImport of(OnnxModel whole, ImportOptions options) {
        OnnxImport declared = options.asWritten() ? null : Declared.of(whole, options);
        if (declared != null) {
            return declared;
        }
        OnnxModel model = Wanted.of(whole, options.outputs());
        if (!options.tensors().isEmpty()) {
            return attempt(model, options, haveBatch(model, options));
        }
        boolean open = false; // whether the file leaves the first axis to the batch
        boolean sized = false; // whether somebody says its size
        for (ValueInfo input : model.graph().inputs()) {
            List<ValueInfo.Dimension> dims = input.dims();
            if (dims != null && !dims.isEmpty() && !options.fixed().containsKey(input.name())) {
                sized |= options.axis(input.name(), 0) != null;
                open |= dims.get(0).size() < 0;
            }
        }
        if (sized) {
            return attempt(model, options, false);
        }
        OnnxImport batched = attempt(model, options, true);
        if (batched.problems.isEmpty() || open) {
            return batched;
        }
        OnnxImport unbatched = attempt(model, options, false);
        return unbatched.problems.size() <= batched.problems.size() ? unbatched : batched;
    }

    /** Whether the file has an axis more than the samples of a tensor that takes the place of an input. */
    private static boolean haveBatch(OnnxModel model, ImportOptions options) {
        return model.graph().inputs().stream().anyMatch(input -> {
            Tensor tensor = options.tensors().get(input.name());
            List<ValueInfo.Dimension> dims = input.dims();
            return tensor != null
                    && dims != null
                    && dims.size() == tensor.shape().sample().size() + 1;
        });
    }

    private static OnnxImport attempt(OnnxModel model, ImportOptions options, boolean batched) {
        Translation translation = Translation.of(model, options, batched);
        List<Problem> problems = new ArrayList<>(translation.problems());
        List<Output> outputs = new ArrayList<>();
        Map<String, Literal> constants = new LinkedHashMap<>();
        for (ValueInfo info : model.graph().outputs()) {
            Value value = translation.value(info.name());
            if (value instanceof Known known) {
                constants.put(info.name(), known.literal());
            } else if (value instanceof Flow flow) {
                Tensor tensor = output(flow, translation, outputs);
                outputs.add(new Output(info.name(), tensor, flow));
            } else if (value instanceof Sizes sizes) {
                problems.add(problem(model, info, "it is a size that hangs on the batch: " + sizes.sizes()));
            } else if (!translation.lack(info.name()).isEmpty()) {
                problems.add(problem(model, info, translation.lack(info.name())));
            } else if (problems.isEmpty()) {
                problems.add(problem(model, info, "nothing in the graph gives it"));
            }
        }
        if (problems.isEmpty() && !outputs.isEmpty() && !options.asWritten()) {
            compose(outputs, Set.copyOf(options.tensors().values()), translation);
        }
        if (problems.isEmpty() && !outputs.isEmpty() && options.tensors().isEmpty()) {
            if (!options.asWritten()) {
                repeat(outputs, translation);
            }
            problems.addAll(rename(outputs, model, translation.naming()));
        }
        Map<String, String> inputs = new LinkedHashMap<>(); // the names are final now
        for (ValueInfo input : model.graph().inputs()) {
            if (translation.value(input.name()) instanceof Flow flow) {
                inputs.put(input.name(), String.valueOf(flow.tensor().name()));
            }
        }
        return new OnnxImport(
                problems.isEmpty() ? outputs : List.of(),
                inputs,
                constants,
                translation.weights().all(),
                batched,
                problems,
                translation.outcomes());
    }

    /** Several layers become the one that somebody would have declared. */
    private static void compose(List<Output> outputs, Set<Tensor> given, Translation translation) {
        replace(outputs, Forms.apply(tensors(outputs), given, translation.weights()));
    }

    private static List<Tensor> tensors(List<Output> outputs) {
        return outputs.stream().map(Output::tensor).toList();
    }

    private static void replace(List<Output> outputs, List<Tensor> tensors) {
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            outputs.set(
                    i, new Output(output.name(), tensors.get(i), output.flow().with(tensors.get(i))));
        }
    }

    /** What is computed twice is computed once, names are tidied, and blocks that are equal become one that repeats. */
    private static void repeat(List<Output> outputs, Translation translation) {
        List<Tensor> plain = CommonTensors.apply(tensors(outputs));
        translation.naming().tidy(plain);
        List<Tensor> tensors = EqualBlocks.apply(
                plain, translation.weights(), name -> translation.naming().unique(name, "block"));
        replace(outputs, tensors);
    }

    private static Problem problem(OnnxModel model, ValueInfo output, String reason) {
        return new Problem(output.name(), "output", model.opset(), "0", reason, "");
    }

    /** A tensor of its own for an output: an input, or what is an output already, is copied. */
    private static Tensor output(Flow flow, Translation translation, List<Output> outputs) {
        Tensor tensor = flow.tensor();
        boolean taken = outputs.stream().anyMatch(output -> output.tensor() == tensor);
        return taken || translation.isInput(tensor)
                ? copy(tensor).named(translation.naming().unique(tensor.name() + "Copy", "output"))
                : tensor;
    }

    private static Tensor copy(Tensor tensor) {
        return switch (tensor.type().element()) {
            case FLOAT -> tensor.identity();
            case INT -> tensor.plus(Tensor.constant(new int[] {0}));
            case BOOL -> tensor.and(tensor);
        };
    }

    /** Gives other names to tensors whose names cannot stand in Java; what else is wrong with the network. */
    private static List<Problem> rename(List<Output> outputs, OnnxModel model, Naming naming) {
        Tensor[] tensors = outputs.stream().map(Output::tensor).toArray(Tensor[]::new);
        try {
            String text = "";
            for (int i = 0; i < 8; i++) {
                Map<String, String> found = NameCheck.problems(Network.of(tensors));
                Set<String> unfit = found.keySet();
                if (unfit.isEmpty()) {
                    return List.of();
                }
                boolean changed = false;
                text = found.values().iterator().next();
                Set<Tensor> all = dev.nervure.dsl.network.Graph.reachable(List.of(tensors), t -> false);
                for (Tensor tensor : all) {
                    String name = tensor.name();
                    if (name != null && unfit.contains(name)) {
                        tensor.named(name + "Tensor");
                        changed = true;
                    }
                }
                if (!changed) { // a tensor without a name, which is called after its layer
                    all.stream()
                            .filter(tensor -> tensor.name() == null)
                            .forEach(tensor ->
                                    tensor.named(naming.unique(tensor.layer().kind() + "Value", "value")));
                }
            }
            return List.of(new Problem("", "names", model.opset(), "0", "its names cannot stand in Java: " + text, ""));
        } catch (NetworkException e) {
            return List.of(new Problem("", "network", model.opset(), "0", String.valueOf(e.getMessage()), ""));
        }
    }

    /** The network; null if there is a problem, or if every output is known already. */
    public @Nullable Network network() {
        return outputs.isEmpty()
                ? null
                : Network.of(outputs.stream().map(Output::tensor).toArray(Tensor[]::new));
    }
}
