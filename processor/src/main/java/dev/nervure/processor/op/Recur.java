package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a recurrent layer, from the products of its inputs {@code [steps, gates · units]}: {@code [steps,
 * units]}. Each sample ends, or begins if it goes backwards, at its own last step.
 *
 * <p>Reads the products, {@code Wₕ}, its bias if there is one, and the first states if they are given; writes the states
 * {@code h}, how many steps each sample has, and what the gradient reads again: the gates, and the cells of an LSTM or
 * the candidates' products of a GRU; of an LSTM also the last cell, if somebody reads it.
 */
public record Recur(Cell cell, boolean reverse, boolean biased, boolean given) implements Op {
    /** What is computed at each step, as PyTorch defines it. */
    public enum Cell {
        RNN_TANH("tanh(x + Wₕ hₜ₋₁ + b)", 1),
        RNN_RELU("relu(x + Wₕ hₜ₋₁ + b)", 1),
        LSTM("o ⊙ tanh(c), c = f ⊙ cₜ₋₁ + i ⊙ g; i, f, o = σ, g = tanh of x + Wₕ hₜ₋₁ + b", 4),
        GRU("(1 − z) ⊙ g + z ⊙ hₜ₋₁; r, z = σ(x + Wₕ hₜ₋₁ + b), g = tanh(x + r ⊙ (Wₕ hₜ₋₁ + b))", 3);

        private final String formula;
        private final int gates;

        Cell(String formula, int gates) {
            this.formula = formula;
            this.gates = gates;
        }

        private boolean gated() {
            return gates > 1;
        }
    }

    /** The step of a direction, whose further outputs are made by {@code values}. */
    public static List<Value> outputs(Cell cell, Value h, Intermediates values) {
        int units = h.shape().axis(1).max();
        List<Value> outputs =
                new ArrayList<>(List.of(h, values.make("Steps", h.shape().withSample(List.of()), Value.Element.INT)));
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
    public Integer ownAxis() {
        return -1;
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

    /** Where the cell after a sample's last step goes, if anybody reads it. */
    private static @Nullable Value lastCell(Step step) {
        return step.outputs().size() > 4 ? step.outputs().get(4) : null;
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value x = step.input(0);
        Value weight = step.input(1);
        Value h = step.output();
        Value steps = step.outputs().get(1);
        Value first = first(step);
        Value firstCell = firstCell(step);
        if (!adjoint.reached(h)) {
            adjoint.contribute(h, new Fill(0f), List.of()); // the loss reads the last cell alone
        }
        List<Value> further = new ArrayList<>();
        Value dSums = adjoint.gradient(x);
        if (cell == Cell.GRU) {
            dSums = adjoint.working(h.name() + "Sums", x.shape());
            further.add(dSums);
        }
        Value dFirst = first == null ? null : adjoint.working(h.name() + "First", first.shape());
        Value dFirstCell = firstCell == null ? null : adjoint.working(h.name() + "FirstCell", firstCell.shape());
        Stream.of(dFirst, dFirstCell).filter(Objects::nonNull).forEach(further::add);
        List<Value> reads = new ArrayList<>(List.of(adjoint.gradient(h), weight, h, steps));
        reads.addAll(step.outputs().subList(2, cell.gated() ? 4 : 2));
        Stream.of(first, firstCell).filter(Objects::nonNull).forEach(reads::add);
        Value lastCell = lastCell(step);
        if (lastCell != null && adjoint.reached(lastCell)) {
            reads.add(adjoint.gradient(lastCell));
        }
        adjoint.contribute(x, new Gradient(this), reads, further.toArray(Value[]::new));
        List<Value> weightReads = new ArrayList<>(List.of(dSums, h, steps));
        if (first != null && dFirst != null) {
            weightReads.add(first);
            adjoint.contribute(first, new Copy(), List.of(dFirst));
        }
        if (firstCell != null && dFirstCell != null) {
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
        code.nest(h, 0, at -> code.add("$L[$L] = $L", steps, at.get(0), code.length(code.axes(h), 0, at.get(0))));
        String states = code.array(h);
        call(
                "forward",
                h,
                List.of(
                        code.array(step.input(0)),
                        code.array(step.input(1)),
                        code.arrayOrNull(bias(step)),
                        code.arrayOrNull(first(step)),
                        code.arrayOrNull(firstCell(step)),
                        steps,
                        Code.samples(h.shape()).toString(),
                        cell.gated() ? code.array(step.outputs().get(2)) : states,
                        cell.gated() ? code.array(step.outputs().get(3)) : states,
                        states,
                        scratch(h, code)),
                code);
        Value lastCell = lastCell(step);
        if (lastCell != null) {
            Axes axes = code.axes(h);
            code.nest(
                    axes,
                    0,
                    at -> code.add(
                            "System.arraycopy($L, $L, $L, $L, $L)",
                            code.array(step.outputs().get(3)),
                            axes.offset(List.of(
                                    at.get(0),
                                    reverse
                                            ? Index.ZERO
                                            : Index.variable(steps + "[" + at.get(0) + "]")
                                                    .plus(-1))),
                            code.array(lastCell),
                            code.offset(lastCell, at),
                            axes.size(1)));
        }
    }

    private static String scratch(Value h, Code code) {
        return code.scratch(h.local() + "Scratch", KernelTypes.RECURRENCE_SCRATCH);
    }

    private void call(String method, Value h, List<String> arguments, Code code) {
        String recurrence = code.constant(
                h.local() + "Recurrence",
                KernelTypes.RECURRENCE,
                CodeBlock.of(
                        "new $T($T.$L, $L, $L, $L)",
                        KernelTypes.RECURRENCE,
                        KernelTypes.RECURRENT_CELL,
                        cell,
                        h.shape().axis(0).max(),
                        h.shape().axis(1).max(),
                        reverse));
        String places = arguments.stream().map(argument -> "$L").collect(Collectors.joining(", "));
        code.add(
                "$L.$L(" + places + ")",
                Stream.concat(Stream.of(recurrence, method), arguments.stream()).toArray());
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
            String states = code.array(h);
            Iterator<Value> read =
                    step.inputs().subList(4, step.inputs().size()).iterator();
            Iterator<Value> written = step.outputs().iterator();
            String gates = cell.gated() ? code.array(read.next()) : states;
            String kept = cell.gated() ? code.array(read.next()) : states;
            String dx = code.array(written.next());
            String first = forward.given ? code.array(read.next()) : "null";
            String firstCell = forward.given && cell == Cell.LSTM ? code.array(read.next()) : "null";
            forward.call(
                    "backward",
                    h,
                    List.of(
                            code.array(step.input(0)),
                            next(read, code),
                            code.array(step.input(1)),
                            first,
                            firstCell,
                            gates,
                            kept,
                            states,
                            code.array(step.input(3)),
                            Code.samples(h.shape()).toString(),
                            dx,
                            cell == Cell.GRU ? code.array(written.next()) : dx,
                            next(written, code),
                            next(written, code),
                            scratch(h, code)),
                    code);
        }

        private static String next(Iterator<Value> values, Code code) {
            return code.arrayOrNull(values.hasNext() ? values.next() : null);
        }
    }

    /** {@code ∂Wₕ = Σ δₜ hₜ₋₁ᵀ}. */
    private record WeightGradient(Recur forward) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + "Σₜ δₜ · hₜ₋₁ᵀ";
        }

        @Override
        public void emit(Step step, Code code) {
            Value h = step.input(1);
            forward.call(
                    "weightGradient",
                    h,
                    List.of(
                            code.array(step.input(0)),
                            code.array(h),
                            code.arrayOrNull(step.inputs().size() > 3 ? step.input(3) : null),
                            code.array(step.input(2)),
                            Code.samples(h.shape()).toString(),
                            code.array(step.output()),
                            Boolean.toString(step.add())),
                    code);
        }
    }
}
