package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.TrainingPass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first tensor of a batch that holds a NaN or an infinite value.
 *
 * @param given whether it is an input or a target
 * @param sample the number of the first sample with such a value
 */
record Breakdown(String tensor, float value, boolean given, long sample) {
    /** Runs the batch once more, and looks at everything in the network's order; null if all is finite. */
    static @Nullable Breakdown find(Model model, Batch batch, @Nullable TrainingPass pass) {
        Activations a = model.newActivations(batch.size());
        Binding binding = new Binding(model);
        Binding.Slots slots = binding.slots(a);
        binding.copy(batch, 0, batch.size(), slots);
        if (pass == null) {
            model.forward(a, batch.size());
        } else {
            model.forward(a, batch.size(), pass);
        }
        List<TensorInfo> given = new ArrayList<>(model.inputs());
        given.addAll(model.targets());
        Set<String> seen = new HashSet<>();
        for (TensorInfo tensor : given) {
            seen.add(tensor.name());
            Breakdown found = tensor.integers() ? null : inTensor(tensor.name(), a, batch, true);
            if (found != null) {
                return found;
            }
        }
        for (String name : a.names()) {
            Breakdown found = seen.add(name) ? inTensor(name, a, batch, false) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Breakdown inTensor(String name, Activations a, Batch batch, boolean given) {
        float[] values = a.floats(name);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int row = (int) ((long) i * batch.size() / values.length);
                return new Breakdown(name, values[i], given, batch.numbers[row]);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        String what = (Float.isNaN(value) ? "NaN" : "infinite") + " for sample " + sample;
        return given
                ? "'" + tensor + "' is " + what + " of the data set: correct or leave out that sample"
                : "the first layer that is not finite is '" + tensor + "', " + what
                        + ": a lower learning rate, clipNorm or inputs of a smaller scale may help";
    }
}
