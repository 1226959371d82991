package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.blocks.Drawing;
import dev.nervure.processor.onnx.translate.WeightStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All forms, sought from the inputs to the outputs. What a layer replaces falls away if nobody else reads it. */
public final class Forms {
    private static final List<Form> ALL = List.of(
            new ExpansionForm(),
            new GroupNormForm(),
            new AverageForm(),
            new LastStepForm(),
            new StackForm(),
            new RotaryForm(),
            new ScoresForm(),
            new AttentionForm(),
            new ActivationForm());

    private Forms() {}

    /**
     * The same outputs of layers that somebody would declare.
     *
     * @param given tensors that are there already, and stay as they are
     */
    public static List<Tensor> apply(List<Tensor> outputs, Set<Tensor> given, WeightStore weights) {
        Drawing drawing = new Drawing(outputs, given);
        Readers readers = new Readers(drawing, weights);
        Map<Tensor, Tensor> made = new HashMap<>();
        for (Tensor tensor : drawing.tensors()) {
            made.put(tensor, given.contains(tensor) ? tensor : made(tensor, made, readers));
        }
        return outputs.stream()
                .map(output -> Objects.requireNonNull(made.get(output)))
                .toList();
    }

    private static Tensor made(Tensor tensor, Map<Tensor, Tensor> made, Readers readers) {
        Tensor now = Drawing.copy(
                tensor,
                tensor.inputs().stream()
                        .map(read -> Objects.requireNonNull(made.get(read)))
                        .toList());
        readers.put(now, tensor);
        for (Tensor found = found(now, readers); found != null; found = found(now, readers)) {
            now = named(found, tensor, readers);
            readers.put(now, tensor);
        }
        return now;
    }

    private static @Nullable Tensor found(Tensor last, Readers readers) {
        for (Form form : ALL) {
            Tensor found = form.find(last, readers);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** An output keeps its name; other tensors may have another one already. */
    private static Tensor named(Tensor found, Tensor before, Readers readers) {
        String name = before.name();
        if (name == null || (found.name() != null && !readers.isOutput(before))) {
            return found;
        }
        Tensor own = found.name() == null
                ? found
                : Tensor.of(found.layer(), found.inputs().toArray(new Tensor[0]));
        return own.named(name);
    }
}
