package dev.nervure.processor.frontend;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody says about an ONNX file, checked against the file: all that is wrong is told at once. */
public final class OnnxChoices {
    private final String file;
    private final OnnxModel model;
    private final Map<AxisOf, AxisSize> axes = new HashMap<>();
    private final Map<String, Literal> fixed = new HashMap<>();
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Nothing is said yet.
     *
     * @param file what messages call the file
     */
    public OnnxChoices(String file, OnnxModel model) {
        this.file = file;
        this.model = model;
    }

    /** What is wrong. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What is right. */
    public ImportOptions options() {
        return new ImportOptions(fixed, axes, outputs, tensors);
    }

    /** Gives an axis a size, or the name and the largest value of a length that varies. */
    public void axis(String input, int axis, String name, int max) {
        ValueInfo found = input(input, "@Axis");
        if (found == null) {
            return;
        }
        List<ValueInfo.Dimension> dims = found.dims();
        int rank = dims == null ? Integer.MAX_VALUE : dims.size();
        long size =
                dims == null || axis < 0 || axis >= rank ? -1 : dims.get(axis).size();
        if (axis < 0 || axis >= rank) {
            problem("@Axis(input = \"%s\", axis = %d): the input has %d axes, counted from 0", input, axis, rank);
        } else if (max < 1) {
            problem("@Axis(input = \"%s\"): max must be at least 1, got %d", input, max);
        } else if (size >= 0 && (!name.isEmpty() || size != max)) {
            problem("@Axis(input = \"%s\", axis = %d): the file says that the size is %d", input, axis, size);
        } else {
            axes.put(new AxisOf(input, axis), new AxisSize(name, max));
        }
    }

    /** Decides an input; one number stands for all. */
    public void fixed(String input, double... numbers) {
        ValueInfo found = input(input, "@Fixed");
        if (found != null) {
            try {
                fix(found, numbers);
            } catch (OnnxException | ArithmeticException e) {
                problem("@Fixed(input = \"%s\"): %s", input, String.valueOf(e.getMessage()));
            }
        }
    }

    private void fix(ValueInfo input, double... given) {
        DataType type = input.type() == null ? DataType.FLOAT : input.type();
        List<ValueInfo.Dimension> dims = input.dims() == null ? List.of() : input.dims();
        boolean open = dims.stream().anyMatch(dim -> dim.size() < 0);
        // One number for an input of open sizes has one place along each of those, and is repeated as it is read.
        List<Integer> shape = open && given.length > 1
                ? List.of(given.length)
                : dims.stream()
                        .map(dim -> dim.size() < 0 ? 1 : Math.toIntExact(dim.size()))
                        .toList();
        int size = Literal.size(shape);
        if (given.length != 1 && given.length != size) {
            problem("@Fixed(input = \"%s\") gives %d numbers; the input has %d", input.name(), given.length, size);
            return;
        }
        double[] all = new double[size];
        Arrays.setAll(all, i -> given[given.length == 1 ? 0 : i]);
        if (type.floats()) {
            float[] floats = new float[size];
            for (int i = 0; i < size; i++) {
                floats[i] = (float) all[i];
            }
            fixed.put(input.name(), Literal.of(type, shape, floats));
        } else {
            long[] whole = Arrays.stream(all).mapToLong(v -> (long) v).toArray();
            fixed.put(input.name(), Literal.of(type, shape, whole));
        }
    }

    /** Chooses values of the graph: its outputs, or any other. */
    public void outputs(List<String> names) {
        List<String> known = Stream.concat(
                        model.graph().outputs().stream().map(ValueInfo::name),
                        model.graph().nodes().stream().flatMap(node -> node.outputs().stream()))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        for (String name : names) {
            if (known.contains(name)) {
                outputs.add(name);
            } else {
                problem("%s has no output '%s'%s", file, name, Closest.suggestion(name, known));
            }
        }
    }

    /** Puts tensors in the place of the inputs that are not fixed, in the order of the file. Comes last. */
    public void tensors(List<Tensor> given) {
        List<String> open = model.graph().inputs().stream()
                .map(ValueInfo::name)
                .filter(name -> !fixed.containsKey(name))
                .toList();
        if (open.size() != given.size()) {
            problems.add(Message.ONNX_INPUTS.format(file, open.size(), String.join(", ", open), given.size()));
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            tensors.put(open.get(i), given.get(i));
        }
    }

    private @Nullable ValueInfo input(String name, String annotation) {
        for (ValueInfo input : model.graph().inputs()) {
            if (input.name().equals(name)) {
                return input;
            }
        }
        List<String> names =
                model.graph().inputs().stream().map(ValueInfo::name).toList();
        problem("%s: %s has no input '%s'%s", annotation, file, name, Closest.suggestion(name, names));
        return null;
    }

    private void problem(String text, Object... details) {
        problems.add(String.format(Locale.ROOT, text, details));
    }
}
