package dev.nervure.processor.op;

import dev.nervure.dsl.Dim;
import dev.nervure.dsl.Shape;
import dev.nervure.processor.emit.Code;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a recurrent layer, from the products of its inputs {@code [steps, gates · units]}: {@code [steps,
 * units]}. Each sample ends, or begins if it goes backwards, at its own last step.
 *
 * <p>Reads the products, {@code Wₕ}, its bias if there is one, and the first states if they are given; writes the states
 * {@code h}, how many steps each sample has, two pieces of working memory, and what the gradient reads again: the gates,
 * and the cells of an LSTM or the candidates' products of a GRU.
 */
public record Recur(Cell cell, boolean reverse, boolean biased, boolean given) implements Op {
    /** What is computed at each step, as PyTorch defines it. */
    public enum Cell {
        RNN_TANH("tanh(x + Wₕ hₜ₋₁ + b)", "rnn", 1),
        RNN_RELU("relu(x + Wₕ hₜ₋₁ + b)", "rnn", 1),
        LSTM("o ⊙ tanh(c), c = f ⊙ cₜ₋₁ + i ⊙ g; i, f, o = σ, g = tanh of x + Wₕ hₜ₋₁ + b", "lstm", 4),
        GRU("(1 − z) ⊙ g + z ⊙ hₜ₋₁; r, z = σ(x + Wₕ hₜ₋₁ + b), g = tanh(x + r ⊙ (Wₕ hₜ₋₁ + b))", "gru", 3);

        private final String formula;
        private final String kernel;
        private final int gates;

        Cell(String formula, String kernel, int gates) {
            this.formula = formula;
            this.kernel = kernel;
            this.gates = gates;
        }

        private boolean gated() {
            return gates > 1;
        }
    }

    /** The step of a direction, whose further outputs are made by {@code values}. */
    public static List<Value> outputs(Cell cell, Value h, Intermediates values) {
        int units = h.shape().axis(1).max();
        List<Value> outputs = new ArrayList<>(List.of(
                h,
                values.make("Steps", Shape.batch(), Value.Element.INT),
                values.make("State", Shape.batch(units), Value.Element.FLOAT),
                values.make("Sums", Shape.batch(cell.gates * units), Value.Element.FLOAT)));
        if (cell.gated()) {
            outputs.add(values.make("Gates", h.shape().withAxis(1, Dim.of(cell.gates * units)), Value.Element.FLOAT));
            outputs.add(values.make(cell == Cell.LSTM ? "Cells" : "Candidates", h.shape(), Value.Element.FLOAT));
        }
        return outputs;
    }

    /** Makes a value of a layer. */
    @FunctionalInterface
    public interface Intermediates {
        Value make(String suffix, Shape shape, Value.Element element);
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + cell.formula + (reverse ? ", from the last step to the first" : "");
    }

    @Override
    public Set<Layout> layouts(Step step, Value parameter) {
        return Set.of(parameter == step.input(1) ? Layout.MATRIX : Layout.FLAT);
    }

    @Override
    public long multiplyAdds(Step step) {
        return (long) step.output().shape().axis(0).max()
                * step.input(1).shape().size();
    }

    private @Nullable Value bias(Step step) {
        return biased ? step.input(2) : null;
    }

    private @Nullable Value first(Step step) {
        return given ? step.input(biased ? 3 : 2) : null;
    }

    private @Nullable Value firstCell(Step step) {
        return given && cell == Cell.LSTM ? step.input(biased ? 4 : 3) : null;
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value x = step.input(0);
        Value weight = step.input(1);
        Value h = step.output();
        Value steps = step.outputs().get(1);
        Value first = first(step);
        Value firstCell = firstCell(step);
        int units = h.shape().axis(1).max();
        Shape state = first == null ? Shape.batch(units) : first.shape();
        Value dFirst = adjoint.working(h.name() + "First", state);
        Value dFirstCell = adjoint.working(h.name() + "FirstCell", state);
        List<Value> further = new ArrayList<>(List.of(
                dFirst,
                adjoint.working(h.name() + "Delta", Shape.batch(cell.gates * units)),
                adjoint.working(h.name() + "Back", Shape.batch(units))));
        Value dSums = adjoint.gradient(x);
        if (cell == Cell.LSTM) {
            further.add(dFirstCell);
        } else if (cell == Cell.GRU) {
            dSums = adjoint.working(h.name() + "Sums", x.shape());
            further.add(dSums);
        }
        List<Value> reads = new ArrayList<>(List.of(adjoint.gradient(h), weight, h, steps));
        reads.addAll(step.outputs().subList(4, step.outputs().size()));
        Value before = cell == Cell.LSTM ? firstCell : first;
        if (before != null) {
            reads.add(before);
        }
        adjoint.contribute(x, new Gradient(this), reads, further.toArray(Value[]::new));
        List<Value> weightReads = new ArrayList<>(List.of(dSums, h, steps));
        if (first != null) {
            weightReads.add(first);
            adjoint.contribute(first, new Copy(), List.of(dFirst));
        }
        if (firstCell != null) {
            adjoint.contribute(firstCell, new Copy(), List.of(dFirstCell));
        }
        adjoint.contribute(weight, new WeightGradient(this), weightReads);
        Value bias = bias(step);
        if (bias != null) {
            adjoint.contribute(bias, new ColumnSums(), List.of(dSums));
        }
    }

    @Override
    public void emit(Step step, Code code) {
        Value h = step.output();
        String steps = code.array(step.outputs().get(1));
        code.nest(
                h.shape(),
                0,
                at -> code.add(
                        "$L[$L] = $L", steps, at.get(0), code.dim(h.shape().axis(0), at.get(0))));
        List<String> arguments = new ArrayList<>(
                List.of(code.array(step.input(0)), code.array(step.input(1)), code.arrayOrNull(bias(step))));
        arguments.add(code.arrayOrNull(first(step)));
        if (cell == Cell.LSTM) {
            arguments.add(code.arrayOrNull(firstCell(step)));
        }
        arguments.addAll(List.of(steps, "n"));
        arguments.addAll(sizes(h));
        step.outputs().stream().skip(2).forEach(value -> arguments.add(code.array(value)));
        arguments.add(code.array(h));
        call(cell.kernel, arguments, code);
    }

    private List<String> sizes(Value h) {
        List<String> sizes = new ArrayList<>(List.of(
                Integer.toString(h.shape().axis(0).max()),
                Integer.toString(h.shape().axis(1).max())));
        if (!cell.gated()) {
            sizes.add(Boolean.toString(cell == Cell.RNN_RELU));
        }
        sizes.add(Boolean.toString(reverse));
        return sizes;
    }

    private static void call(String kernel, List<String> arguments, Code code) {
        List<Object> all = new ArrayList<>(Arrays.asList(KernelTypes.SEQUENCES, kernel));
        all.addAll(arguments);
        String places = arguments.stream().map(argument -> "$L").collect(Collectors.joining(", "));
        code.add("$T.$L(" + places + ")", all.toArray());
    }

    /** Back through time: the gradient of the products, of the first states, and of {@code Wₕ hₜ₋₁ + b}. */
    private record Gradient(Recur forward) implements Op {
        @Override
        public String formula(Step step) {
            return "δₜ = (" + step.input(0).local() + " + Wₕᵀ δₜ₊₁) ⊙ slopes, "
                    + step.output().local() + " = δ";
        }

        @Override
        public void emit(Step step, Code code) {
            Cell cell = forward.cell;
            Value h = step.input(2);
            int kept = cell.gated() ? 2 : 0;
            Value first = step.inputs().size() > 4 + kept ? step.input(4 + kept) : null;
            List<String> arguments = new ArrayList<>(List.of(code.array(step.input(0)), code.array(step.input(1))));
            if (cell.gated()) {
                arguments.add(code.arrayOrNull(first));
            }
            if (cell != Cell.LSTM) {
                arguments.add(code.array(h));
            }
            for (int i = 0; i < kept; i++) {
                arguments.add(code.array(step.input(4 + i)));
            }
            arguments.addAll(List.of(code.array(step.input(3)), "n"));
            arguments.addAll(forward.sizes(h));
            List<String> written =
                    step.outputs().stream().map(code::array).collect(Collectors.toCollection(ArrayList::new));
            String dFirst = written.get(1);
            String delta = written.get(2);
            String back = written.get(3);
            arguments.add(written.get(0));
            arguments.addAll(
                    switch (cell) {
                        case RNN_TANH, RNN_RELU -> List.of(dFirst, delta, back);
                        case LSTM -> List.of(dFirst, written.get(4), delta, back);
                        case GRU -> List.of(written.get(4), dFirst, delta, back);
                    });
            call(cell.kernel + "Gradient", arguments, code);
        }
    }

    /** {@code ∂Wₕ = Σ δₜ hₜ₋₁ᵀ}. */
    private record WeightGradient(Recur forward) implements Op {
        @Override
        public String formula(Step step) {
            return "∂L/∂Wₕ = Σₜ δₜ · hₜ₋₁ᵀ";
        }

        @Override
        public void emit(Step step, Code code) {
            Value h = step.input(1);
            int units = h.shape().axis(1).max();
            call(
                    "weightGradient",
                    List.of(
                            code.array(step.input(0)),
                            Integer.toString(forward.cell.gates * units),
                            code.array(h),
                            code.arrayOrNull(step.inputs().size() > 3 ? step.input(3) : null),
                            code.array(step.input(2)),
                            "n",
                            Integer.toString(h.shape().axis(0).max()),
                            Integer.toString(units),
                            Boolean.toString(forward.reverse),
                            code.array(step.output()),
                            Boolean.toString(step.add())),
                    code);
        }
    }
}
