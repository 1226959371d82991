package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the values of samples belong among the activations of one network; checks that they fit. */
final class Binding {
    private final String model;
    private final int inputs;
    private final TensorInfo[] tensors; // inputs, then targets
    private final int[] sizes;

    private List<String> columns = List.of(); // of the sample seen last, and for each tensor its column there
    private int[] columnOf = new int[0];

    Binding(Model model) {
        List<TensorInfo> all = new ArrayList<>(model.inputs());
        all.addAll(model.targets());
        this.model = model.name();
        this.inputs = model.inputs().size();
        this.tensors = all.toArray(new TensorInfo[0]);
        this.sizes = all.stream().mapToInt(TensorInfo::size).toArray();
    }

    /** The live arrays of the tensors that samples fill. */
    Object[] arrays(Activations a) {
        return Arrays.stream(tensors)
                .map(tensor -> tensor.integers() ? a.ints(tensor.name()) : a.floats(tensor.name()))
                .toArray();
    }

    /** Copies a sample to its row. */
    void copy(Sample sample, long number, Object[] arrays, int row) {
        check(sample, number);
        for (int t = 0; t < tensors.length; t++) {
            System.arraycopy(sample.value(columnOf[t]), 0, arrays[t], row * sizes[t], sizes[t]);
        }
    }

    /** @throws IllegalArgumentException if the sample does not fit the network */
    void check(Sample sample, long number) {
        if (sample.columns() != columns && !sample.columns().equals(columns)) {
            resolve(sample.columns());
        }
        for (int t = 0; t < tensors.length; t++) {
            Object value = sample.value(columnOf[t]);
            if (value == null) {
                throw wrong(number, t, "is null");
            }
            boolean integers = value instanceof int[];
            if (integers != tensors[t].integers()) {
                throw wrong(number, t, "takes " + type(tensors[t].integers()) + ", got " + type(integers));
            }
            int length = integers ? ((int[]) value).length : ((float[]) value).length;
            if (length != sizes[t]) {
                throw wrong(
                        number,
                        t,
                        "has " + sizes[t] + " values " + Arrays.toString(tensors[t].shape()) + ", got " + length);
            }
            if (integers && tensors[t].limit() > 0) {
                checkRange((int[]) value, number, t);
            }
        }
    }

    private void checkRange(int[] values, long number, int t) {
        for (int value : values) {
            if (value < 0 || value >= tensors[t].limit()) {
                throw wrong(number, t, "takes 0 … " + (tensors[t].limit() - 1) + ", got " + value);
            }
        }
    }

    private IllegalArgumentException wrong(long number, int t, String what) {
        return new IllegalArgumentException(
                "sample " + number + ": " + role(t) + " '" + tensors[t].name() + "' of " + model + " " + what);
    }

    private String role(int t) {
        return t < inputs ? "input" : "target";
    }

    private static String type(boolean integers) {
        return integers ? "integers" : "floats";
    }

    private void resolve(List<String> names) {
        int[] found = new int[tensors.length];
        if (names == Sample.INPUT_AND_TARGET) {
            if (inputs != 1 || tensors.length != 2) {
                throw new IllegalArgumentException("the data set has one input and one target without names, " + model
                        + " has " + described() + "; name them (Dataset.columns(), Sample.named())");
            }
            found[1] = 1;
        } else {
            for (int t = 0; t < tensors.length; t++) {
                found[t] = names.indexOf(tensors[t].name());
                if (found[t] < 0) {
                    throw new IllegalArgumentException("the data set has no " + role(t) + " '" + tensors[t].name()
                            + "'; it has " + names + ", " + model + " has " + described());
                }
            }
            if (names.size() > tensors.length) {
                List<String> surplus = new ArrayList<>(names);
                Arrays.stream(tensors).map(TensorInfo::name).forEach(surplus::remove);
                throw new IllegalArgumentException(
                        "the data set has " + surplus + ", which " + model + " does not; it has " + described());
            }
        }
        columns = names;
        columnOf = found;
    }

    private String described() {
        List<TensorInfo> all = Arrays.asList(tensors);
        return "the inputs " + all.subList(0, inputs) + " and the targets " + all.subList(inputs, all.size());
    }
}
