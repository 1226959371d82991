package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tensor of a file belongs to which name that is asked for, and everything that is wrong with that, at once. Without
 * lambdas, as all that runs before the first prediction.
 */
final class Fit {
    private final ByteSource source;
    private final Map<String, int[]> shapes;
    private final Load load;
    private final Map<String, SafetensorsTensor> found = new LinkedHashMap<>(); // by the names that are asked for
    private final Set<String> bytes = new HashSet<>(); // the names of tensors of 8-bit integers
    private final Set<String> scales = new HashSet<>(); // those of what may be their scales
    private final List<String> surplus = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Fit(ByteSource source, Map<String, int[]> shapes, Load load) {
        this.source = source;
        this.shapes = shapes;
        this.load = load;
    }

    /** @throws WeightsFileException naming every tensor that is missing, surplus, misshapen or of another type */
    Load.Match of(Collection<SafetensorsTensor> tensors) {
        for (SafetensorsTensor tensor : tensors) {
            if (tensor.dtype() == Dtype.I8) {
                bytes.add(load.rename(tensor.name()));
            } else if (tensor.dtype() == Dtype.F32 && load.rename(tensor.name()).endsWith(SafetensorsReader.SCALE)) {
                scales.add(load.rename(tensor.name()));
            }
        }
        for (SafetensorsTensor tensor : tensors) {
            place(tensor);
        }
        List<String> missing = new ArrayList<>();
        for (String name : shapes.keySet()) {
            if (!found.containsKey(name)) {
                missing.add(name);
            }
        }
        if (!load.isPartial()) {
            for (String name : missing) {
                problems.add("missing: " + name + " " + Arrays.toString(shapes.get(name)));
            }
            for (String name : surplus) {
                problems.add("surplus: " + Quote.cut(name));
            }
        } else if (missing.size() == shapes.size()) {
            problems.add("no tensor has the name of a parameter");
        }
        if (!problems.isEmpty()) {
            throw source.broken("does not fit the model, whose weights stay as they are:" + Quote.lines(problems)
                    + Prefixes.hint(missing, surplus, load));
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, SafetensorsTensor> entry : found.entrySet()) {
            if (shapes.containsKey(entry.getKey())) {
                names.put(entry.getKey(), entry.getValue().name());
            }
        }
        return new Load.Match(names, missing, surplus);
    }

    private void place(SafetensorsTensor tensor) {
        String name = load.rename(tensor.name());
        SafetensorsTensor other = found.put(name, tensor);
        if (other != null) {
            throw source.broken(Quote.of(other.name()) + " and " + Quote.of(tensor.name()) + " both get the name "
                    + Quote.of(name));
        }
        int[] shape = shapes.get(name);
        if (shape != null) {
            String problem = problem(name, shape, tensor);
            if (problem != null) {
                problems.add(problem);
            }
        } else if (!name.endsWith(SafetensorsReader.BATCHES_TRACKED)
                && !isScale(name)) { // PyTorch's, also where nothing here counts
            surplus.add(tensor.name());
        }
    }

    private boolean isScale(String name) {
        if (!scales.contains(name)) {
            return false;
        }
        String scaled = name.substring(0, name.length() - SafetensorsReader.SCALE.length());
        return shapes.containsKey(scaled) && bytes.contains(scaled);
    }

    private @Nullable String problem(String name, int[] shape, SafetensorsTensor tensor) {
        if (!tensor.hasShape(shape)) {
            return "wrong shape: " + name + ", expected " + Arrays.toString(shape) + ", found "
                    + Quote.cut(tensor.shape().toString());
        }
        String scale = name + SafetensorsReader.SCALE;
        boolean bytes = tensor.dtype() == Dtype.I8;
        return FloatFormats.readable(tensor.dtype()) || bytes && scales.contains(scale)
                ? null
                : "wrong dtype: " + name + ", expected F32, F16, BF16 or F64, found " + tensor.dtype()
                        + (bytes ? " without the F32 tensor " + scale : "");
    }
}
