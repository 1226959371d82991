package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches of long samples as pieces along the variable axis, one after the other: what the network computed at the end of a
 * piece is what the next begins from. Without a limit a batch is one piece.
 */
final class Pieces {
    private final Model model;
    private final int places;
    private final Map<String, String> carried; // the output by the input that it becomes
    private final List<TensorInfo> tensors = new ArrayList<>(); // inputs, then targets

    /** What is carried to the next piece, of each sample of the batch. */
    private List<Map<String, float[]>> states = List.of();

    private int number; // of the piece
    private Batch piece = new Batch(0);

    /** @throws IllegalArgumentException if samples cannot be cut so, or what is carried does not fit */
    Pieces(Trainer settings) {
        this.model = settings.model;
        this.places = settings.truncate;
        this.carried = Map.copyOf(settings.carried);
        tensors.addAll(model.inputs());
        tensors.addAll(model.targets());
        if (places > 0) {
            checkAxis();
        } else if (!carried.isEmpty()) {
            throw new IllegalArgumentException(
                    "carry() is of use where samples are cut: say how long the pieces are by truncate()");
        }
        carried.forEach(this::checkCarried);
        if (places > 0 && settings.accumulate > 1) {
            throw new IllegalArgumentException("with truncate() each piece is a step: leave accumulate() out");
        }
    }

    private void checkAxis() {
        List<String> variables = tensors.stream()
                .map(TensorInfo::variable)
                .filter(variable -> !variable.isEmpty())
                .distinct()
                .toList();
        if (variables.size() != 1) {
            throw new IllegalArgumentException("truncate() cuts samples along one variable axis, and " + model.name()
                    + " has " + (variables.isEmpty() ? "none" : variables));
        }
        for (TensorInfo target : model.targets()) {
            if (target.variable().isEmpty()) {
                throw new IllegalArgumentException("truncate() cannot cut the target '" + target.name() + "' of "
                        + model.name() + ", which has no places along " + variables.get(0));
            }
        }
        TensorInfo first = cut(tensors).get(0);
        int longest = first.size() / first.step();
        if (places > longest) {
            throw new IllegalArgumentException("truncate() takes 1 … " + longest + " places, as many as "
                    + variables.get(0) + " of " + model.name() + " has, got " + places);
        }
    }

    private static List<TensorInfo> cut(List<TensorInfo> tensors) {
        return tensors.stream().filter(tensor -> !tensor.variable().isEmpty()).toList();
    }

    private void checkCarried(String input, String output) {
        TensorInfo to = named(model.inputs(), "input", input);
        TensorInfo from = named(model.outputs(), "output", output);
        if (to.integers() || from.integers() || !to.variable().isEmpty() || !Arrays.equals(to.shape(), from.shape())) {
            throw new IllegalArgumentException("carry() cannot make the output " + from + " of " + model.name()
                    + " the input " + to + ": both are floats of one shape, without the variable axis");
        }
    }

    private TensorInfo named(List<TensorInfo> tensors, String role, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "carry(): " + model.name() + " has no " + role + " '" + name + "'; it has " + tensors));
    }

    /** Whether samples are cut, so that they may be longer than the network takes. */
    boolean cut() {
        return places > 0;
    }

    /** The number of the piece that runs, from 0. */
    int number() {
        return number;
    }

    /** Runs {@code pass} over the pieces of a batch on {@code shards}. */
    void run(Batch batch, Shards shards, Consumer<Batch> pass) {
        number = 0;
        if (places == 0) {
            pass.accept(batch);
            return;
        }
        states = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            states.add(new HashMap<>());
        }
        for (int from = 0; ; from += places, number++) {
            List<Integer> rows = fill(batch, from);
            if (rows.isEmpty()) {
                return;
            }
            pass.accept(piece);
            keep(shards, rows);
        }
    }

    /** Makes the piece from a place on of those samples that are as long, and returns which these are. */
    private List<Integer> fill(Batch batch, int from) {
        List<Integer> rows = new ArrayList<>();
        piece = new Batch(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Sample sample = piece(batch.samples[i], from, states.get(i));
            if (sample != null) {
                piece.add(sample, batch.numbers[i]);
                rows.add(i);
            }
        }
        return rows;
    }

    private @Nullable Sample piece(Sample sample, int from, Map<String, float[]> state) {
        List<String> columns = sample.columns();
        Object[] values = new Object[columns.size()];
        for (int c = 0; c < values.length; c++) {
            Object all = sample.value(c);
            TensorInfo tensor = tensor(columns, c);
            values[c] = all;
            if (tensor != null && !tensor.variable().isEmpty()) {
                int length = all instanceof int[] ints ? ints.length : ((float[]) all).length;
                int first = from * tensor.step();
                if (first >= length && from > 0) {
                    return null;
                }
                int end = Math.min(length, first + places * tensor.step());
                values[c] = all instanceof int[] ints
                        ? Arrays.copyOfRange(ints, first, end)
                        : Arrays.copyOfRange((float[]) all, first, end);
            } else if (tensor != null && state.containsKey(tensor.name())) {
                values[c] = state.get(tensor.name());
            }
        }
        return Sample.row(columns, values);
    }

    /** The tensor that a column fills; null for one that the network does not have, which is told later. */
    private @Nullable TensorInfo tensor(List<String> columns, int c) {
        if (columns == Sample.INPUT || columns == Sample.INPUT_AND_TARGET) {
            return c < tensors.size() ? tensors.get(c) : null;
        }
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(columns.get(c)))
                .findFirst()
                .orElse(null);
    }

    private void keep(Shards shards, List<Integer> rows) {
        int[] row = {0};
        shards.visit((a, size) -> {
            for (int r = 0; r < size; r++) {
                keep(a, r, states.get(rows.get(row[0]++)));
            }
        });
    }

    private void keep(Activations a, int row, Map<String, float[]> state) {
        carried.forEach((input, output) -> {
            int size = named(model.outputs(), "output", output).size();
            state.put(input, Arrays.copyOfRange(a.floats(output), row * size, (row + 1) * size));
        });
    }
}
