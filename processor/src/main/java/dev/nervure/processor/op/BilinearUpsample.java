package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * Up-sampling by linear interpolation between the four nearest values; corners are not aligned, as PyTorch's default.
 *
 * @param rows how many times higher
 * @param columns how many times wider
 */
public record BilinearUpsample(int rows, int columns) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + " interpolated, " + rows + "×" + columns
                + " times larger";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), new Gradient(this), List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        String array = code.array(x);
        corners(
                x,
                step.output(),
                code,
                (place, corners, down, right) -> code.add(
                        "$L[$L] = (1 - $L) * ((1 - $L) * $L + $L * $L) + $L * ((1 - $L) * $L + $L * $L)",
                        code.array(step.output()),
                        place,
                        down,
                        right,
                        array + "[" + corners.get(0) + "]",
                        right,
                        array + "[" + corners.get(1) + "]",
                        down,
                        right,
                        array + "[" + corners.get(2) + "]",
                        right,
                        array + "[" + corners.get(3) + "]"));
    }

    /** What happens to one place of the result, between four values. */
    private interface Between {
        void write(Index place, List<Index> corners, String down, String right);
    }

    private void corners(Value small, Value large, Code code, Between body) {
        Axes from = code.axes(small);
        Axes to = code.axes(large);
        code.nest(to, 1, at -> {
            Index s = at.get(0);
            Index i = code.loop("i", code.length(to, 1, s));
            Axis vertical = axis(i, rows, code.length(from, 1, s), "above", "below", "down", code);
            Index j = code.loop("j", code.length(to, 2, s));
            Axis horizontal = axis(j, columns, code.length(from, 2, s), "left", "next", "right", code);
            List<Index> corners = List.of(
                    from.offset(List.of(s, at.get(1), vertical.first, horizontal.first)),
                    from.offset(List.of(s, at.get(1), vertical.first, horizontal.second)),
                    from.offset(List.of(s, at.get(1), vertical.second, horizontal.first)),
                    from.offset(List.of(s, at.get(1), vertical.second, horizontal.second)));
            body.write(to.offset(List.of(s, at.get(1), i, j)), corners, vertical.share, horizontal.share);
            code.end(2);
        });
    }

    /** The two values along an axis, and the share of the second. */
    private record Axis(Index first, Index second, String share) {}

    private static Axis axis(Index k, int factor, Index length, String first, String second, String share, Code code) {
        Axis axis = new Axis(Index.variable(code.name(first)), Index.variable(code.name(second)), code.name(share));
        code.add("float $L = Math.max(($L + 0.5f) / $L - 0.5f, 0f)", axis.share, k, factor)
                .add("int $L = (int) $L", axis.first, axis.share)
                .add("int $L = $L", axis.second, Index.min(axis.first.plus(1), length.plus(-1)))
                .add("$L -= $L", axis.share, axis.first);
        return axis;
    }

    /** Each of the four values gets its share. */
    private record Gradient(BilinearUpsample upsample) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = Σ share " + step.input(0).local();
        }

        @Override
        public void emit(Step step, Code code) {
            Value dx = step.output();
            if (!step.add()) {
                code.clear(dx);
            }
            String array = code.array(dx);
            upsample.corners(dx, step.input(0), code, (place, corners, down, right) -> {
                String d = code.name("d");
                code.add("float $L = $L[$L]", d, code.array(step.input(0)), place)
                        .add("$L[$L] += (1 - $L) * (1 - $L) * $L", array, corners.get(0), down, right, d)
                        .add("$L[$L] += (1 - $L) * $L * $L", array, corners.get(1), down, right, d)
                        .add("$L[$L] += $L * (1 - $L) * $L", array, corners.get(2), down, right, d)
                        .add("$L[$L] += $L * $L * $L", array, corners.get(3), down, right, d);
            });
        }
    }
}
