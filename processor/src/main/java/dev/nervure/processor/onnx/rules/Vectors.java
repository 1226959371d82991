package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters that are one number for each place of the last axis. */
final class Vectors {
    private Vectors() {}

    /** The numbers of such a parameter, {@code [size]}; null for anything else. */
    static @Nullable Literal of(Tensor x, int size, Call call) {
        if (!(x.layer() instanceof ParameterLayer parameter) || !parameter.trainable()) {
            return null;
        }
        List<Integer> dims = parameter.value();
        boolean vector = call.weights().has(parameter.name())
                && !dims.isEmpty()
                && dims.get(dims.size() - 1) == size
                && dims.stream().limit(dims.size() - 1L).allMatch(dim -> dim == 1);
        return vector ? call.weights().get(parameter.name()).reshaped(List.of(size)) : null;
    }

    /** The size of the last axis of a tensor; 0 if it varies, or there is none. */
    static int last(Tensor x) {
        boolean fixed = x.shape().rank() > 0 && x.shape().axis(-1).constant();
        return fixed ? x.shape().axis(-1).max() : 0;
    }

    /** The path of a layer, from the name of one of its weights: {@code norm} of {@code norm.bias}. */
    static String path(Literal weight, String suffix, String otherwise) {
        String name = weight.weight();
        return name != null && name.matches("\\w+(\\.\\w+)*\\." + suffix)
                ? name.substring(0, name.length() - suffix.length() - 1)
                : otherwise;
    }
}
