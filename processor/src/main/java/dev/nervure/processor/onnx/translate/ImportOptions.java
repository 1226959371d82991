package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.Literal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file leaves open.
 *
 * @param fixed numbers for inputs that are decided while the graph is compiled, by the name of the input
 * @param axes sizes of axes, by the name of the input and the axis
 * @param outputs the values that are wanted; empty for the outputs of the graph
 * @param tensors tensors that take the place of inputs, by the name of the input
 * @param asWritten whether every operator becomes the layers that it means by itself, and no layer is found for several of them
 */
public record ImportOptions(
        Map<String, Literal> fixed,
        Map<AxisOf, AxisSize> axes,
        List<String> outputs,
        Map<String, Tensor> tensors,
        boolean asWritten) {
    /** A file that leaves nothing open. */
    public static final ImportOptions NONE = new ImportOptions(Map.of(), Map.of(), List.of());

    public ImportOptions {
        fixed = Map.copyOf(fixed);
        axes = Map.copyOf(axes);
        outputs = List.copyOf(outputs);
        tensors = Map.copyOf(tensors);
    }

    /** The same for a network whose inputs are those of the file. */
    public ImportOptions(Map<String, Literal> fixed, Map<AxisOf, AxisSize> axes, List<String> outputs) {
        this(fixed, axes, outputs, Map.of());
    }

    /** The same with tensors in the place of inputs. */
    public ImportOptions(
            Map<String, Literal> fixed, Map<AxisOf, AxisSize> axes, List<String> outputs, Map<String, Tensor> tensors) {
        this(fixed, axes, outputs, tensors, false);
    }

    /** The same as the file is written. */
    public ImportOptions plain() {
        return new ImportOptions(fixed, axes, outputs, tensors, true);
    }

    /** An axis of an input. */
    public record AxisOf(String input, int axis) {}

    /**
     * The size of an axis.
     *
     * @param name the name of a length that varies from sample to sample; empty for a size that does not
     * @param max the size, or the largest
     */
    public record AxisSize(String name, int max) {
        /** Whether each sample has its own length. */
        public boolean variable() {
            return !name.isEmpty();
        }
    }

    @Nullable
    AxisSize axis(String input, int axis) {
        return axes.get(new AxisOf(input, axis));
    }
}
