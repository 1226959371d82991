package dev.nervure.training;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.util.LinkedHashMap;
import java.util.Map;

/** One array of a file that training writes, shaped as its parameter. */
record SavedPart(Parameter parameter, Storage storage) {
    /** The weights of a model and what an optimiser remembers of them, by their names in a file. */
    static Map<String, SavedPart> of(Model model, Map<Parameter, Storage[]> memory) {
        Map<String, SavedPart> parts = new LinkedHashMap<>();
        for (Parameter parameter : model.weights()) {
            parts.put("weights." + parameter.name(), new SavedPart(parameter, Internals.storage(parameter)));
        }
        memory.forEach((parameter, remembered) -> {
            for (int i = 0; i < remembered.length; i++) {
                parts.put("optimizer." + i + "." + parameter.name(), new SavedPart(parameter, remembered[i]));
            }
        });
        return parts;
    }

    /** The shapes that a file must have. */
    static Map<String, int[]> shapes(Map<String, SavedPart> parts) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        parts.forEach((name, part) -> shapes.put(name, part.parameter.shape()));
        return shapes;
    }

    float[] read() {
        float[] values = new float[parameter.size()];
        storage.read(values);
        return values;
    }
}
