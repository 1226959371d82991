package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.RecurrentLayer;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.onnx.Literal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recurrent layers that are alike, each of which reads all steps of the one before and nothing else does: a stack. */
final class StackForm implements Form {
    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        if (!(last.layer() instanceof RecurrentLayer upper) || last.inputs().size() != 1) {
            return null;
        }
        Tensor below = last.inputs().get(0);
        if (!(below.layer() instanceof RecurrentLayer lower)
                || below.inputs().size() != 1
                || !readers.isReadOnce(below)
                || !alike(lower, upper)
                || readers.of(last).stream().anyMatch(reader -> reader.layer() instanceof PartLayer)) {
            return null;
        }
        Map<String, Literal> parameters = new LinkedHashMap<>();
        collect(below, 0, readers, parameters);
        collect(last, lower.layers(), readers, parameters);
        Layer stack = Layers.with((Layer) upper, "layers", lower.layers() + upper.layers());
        String path = readers.weights().add(String.valueOf(last.name()), parameters);
        return Tensor.of(Layers.with(stack, "name", path), below.inputs().get(0));
    }

    private static boolean alike(RecurrentLayer lower, RecurrentLayer upper) {
        Layer a = Layers.with(Layers.with((Layer) lower, "name", ""), "layers", 1);
        Layer b = Layers.with(Layers.with((Layer) upper, "name", ""), "layers", 1);
        return !lower.lastOnly() && a.equals(Layers.with(b, "lastOnly", false));
    }

    /** The weights of a layer under the names that they have further up in the stack. */
    private static void collect(Tensor x, int above, Readers readers, Map<String, Literal> parameters) {
        Layer layer = x.layer();
        for (ParameterSpec spec : layer.parameters(List.of(x.inputs().get(0).type()))) {
            String name = spec.name();
            int at = name.indexOf("_l") + 2;
            int end = at;
            while (end < name.length() && Character.isDigit(name.charAt(end))) {
                end++;
            }
            int number = Integer.parseInt(name.substring(at, end)) + above;
            Literal values = readers.weights().get(spec.under(layer.name()).name());
            parameters.put(name.substring(0, at) + number + name.substring(end), values);
        }
    }
}
