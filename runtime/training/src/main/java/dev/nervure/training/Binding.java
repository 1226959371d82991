package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where the values of samples belong among the activations of one network; checks that they fit. */
final class Binding {
    private final String model;
    private final int inputs;
    private final TensorInfo[] tensors; // inputs, then targets
    private final int[] sizes;
    private final int[] steps; // values of one step, 0 for tensors of fixed size

    private List<String> columns = List.of(); // of the sample seen last, and for each tensor its column there
    private int[] columnOf = new int[0];

    Binding(Model model) {
        List<TensorInfo> all = new ArrayList<>(model.inputs());
        all.addAll(model.targets());
        this.model = model.name();
        this.inputs = model.inputs().size();
        this.tensors = all.toArray(new TensorInfo[0]);
        this.sizes = all.stream().mapToInt(TensorInfo::size).toArray();
        this.steps = all.stream()
                .mapToInt(tensor -> tensor.variable().isEmpty() ? 0 : tensor.step())
                .toArray();
    }

    /** What samples fill: the live arrays of the tensors, and of the symbols that say how long each sample is. */
    static final class Slots {
        private final Object[] arrays;
        private final int[] @Nullable [] lengths; // null for a tensor of fixed size

        private Slots(int tensors) {
            this.arrays = new Object[tensors];
            this.lengths = new int[tensors][];
        }
    }

    Slots slots(Activations a) {
        Slots slots = new Slots(tensors.length);
        for (int t = 0; t < tensors.length; t++) {
            String name = tensors[t].name();
            slots.arrays[t] = tensors[t].integers() ? a.ints(name) : a.floats(name);
            slots.lengths[t] = steps[t] == 0 ? null : a.lengths(tensors[t].variable());
        }
        return slots;
    }

    /**
     * Copies the samples {@code from … to − 1} of a batch to the first rows.
     *
     * @throws IllegalArgumentException if one does not fit the network
     */
    void copy(Batch batch, int from, int to, Slots slots) {
        // A loop of its own: without calls in it the processor waits for the memory of many samples at once.
        for (int i = from; i < to; i++) {
            check(batch.samples[i], batch.numbers[i]);
        }
        for (int i = from; i < to; i++) {
            copy(batch.samples[i], slots, i - from);
        }
    }

    /** Copies a sample that {@link #check} let pass to its row. */
    void copy(Sample sample, Slots slots, int row) {
        find(sample.columns());
        for (int t = 0; t < tensors.length; t++) {
            Object value = sample.value(columnOf[t]);
            int length = length(value);
            // Arrays of a known type are copied without a look at what they are.
            if (value instanceof int[] ints && slots.arrays[t] instanceof int[] to) {
                System.arraycopy(ints, 0, to, row * sizes[t], length);
            } else if (value instanceof int[] ints) {
                float[] to = (float[]) slots.arrays[t];
                for (int i = 0; i < length; i++) {
                    to[row * sizes[t] + i] = ints[i];
                }
            } else {
                System.arraycopy((float[]) value, 0, (float[]) slots.arrays[t], row * sizes[t], length);
            }
            int[] lengths = slots.lengths[t];
            if (lengths != null) {
                lengths[row] = length / steps[t];
            }
        }
    }

    private static int length(Object value) {
        return value instanceof int[] ints ? ints.length : ((float[]) value).length;
    }

    /** @throws IllegalArgumentException if the sample does not fit the network */
    void check(Sample sample, long number) {
        find(sample.columns());
        for (int t = 0; t < tensors.length; t++) {
            Object value = sample.value(columnOf[t]);
            if (value == null) {
                throw wrong(number, t, "is null");
            }
            boolean integers = value instanceof int[];
            boolean labels = integers && t >= inputs; // are numbers to losses that take floats
            if (integers != tensors[t].integers() && !labels) {
                String hint =
                        t >= inputs && tensors[t].integers() ? "; a one-hot row is said by the index of its one" : "";
                throw wrong(number, t, "takes " + type(tensors[t].integers()) + ", got " + type(integers) + hint);
            }
            int length = length(value);
            if (steps[t] > 0) {
                checkSteps(sample, length, number, t);
            } else if (length != sizes[t]) {
                int[] shape = tensors[t].shape();
                boolean batch = shape.length > 1 && (long) shape[0] * length == sizes[t];
                String hint = batch ? "; if " + shape[0] + " is the batch, leave it out of the shape" : "";
                throw wrong(
                        number, t, "has " + sizes[t] + " values " + Arrays.toString(shape) + ", got " + length + hint);
            }
            if (tensors[t].integers() && tensors[t].limit() > 0) {
                checkRange((int[]) value, number, t);
            }
        }
    }

    private void checkSteps(Sample sample, int length, long number, int t) {
        int step = steps[t];
        if (length < step || length > sizes[t] || length % step != 0) {
            throw wrong(
                    number,
                    t,
                    "has 1 … " + sizes[t] / step + " steps, each of " + step + (step == 1 ? " value" : " values")
                            + ", got " + length + (length == 1 ? " value" : " values"));
        }
        for (int first = 0; first < t; first++) {
            if (tensors[first].variable().equals(tensors[t].variable())) {
                int expected = length(sample.value(columnOf[first])) / steps[first];
                if (length / step != expected) {
                    throw wrong(
                            number,
                            t,
                            "has " + length / step + " steps, but " + role(first) + " '" + tensors[first].name()
                                    + "' has " + expected + ", and both are as long as " + tensors[t].variable());
                }
                return;
            }
        }
    }

    private void checkRange(int[] values, long number, int t) {
        for (int value : values) {
            if ((value < 0 || value >= tensors[t].limit()) && tensors[t].counts(value)) {
                throw wrong(
                        number,
                        t,
                        "takes 0 … " + (tensors[t].limit() - 1) + ignored(t) + ", got " + value + outside(value, t));
            }
        }
    }

    /** What a value just outside the range usually means. */
    private String outside(int value, int t) {
        if (t < inputs) {
            return "; the size of an embedding is that of the vocabulary";
        }
        return value == tensors[t].limit() ? "; if the labels begin with 1, subtract 1 from each" : "";
    }

    /** The class that does not count, where the others leave it out. */
    private String ignored(int t) {
        OptionalInt ignored = tensors[t].ignored();
        return ignored.isPresent() && (ignored.getAsInt() < 0 || ignored.getAsInt() >= tensors[t].limit())
                ? ", or " + ignored.getAsInt() + " where nothing counts"
                : "";
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

    private void find(List<String> names) {
        if (names != columns && !names.equals(columns)) {
            resolve(names);
        }
    }

    private void resolve(List<String> names) {
        int[] found = new int[tensors.length];
        if (names == Sample.INPUT) {
            if (inputs != 1 || tensors.length != 1) {
                throw new IllegalArgumentException("the data set has one input without a name and no target, " + model
                        + " has " + described() + "; name them (Dataset.columns(), Sample.named())");
            }
        } else if (names == Sample.INPUT_AND_TARGET) {
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
