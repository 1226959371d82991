package dev.nervure.processor.op;

import dev.nervure.dsl.layer.Window;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One value of each window of a channel, {@code [channels, length] → [channels, places]} or with two axes. Padding is
 * never a maximum. The gradient of a maximum goes to the first of equal values. Padding is as wide before an axis as
 * after it; what a window has {@code after} the axis beyond that counts for nothing.
 *
 * @param windows how the window moves along each axis; none for windows that divide the axes as evenly as they can
 * @param countPadding whether padding counts as zeros of a mean, as PyTorch's {@code count_include_pad}
 */
public record Pool(boolean max, List<Window> windows, boolean countPadding) implements Op {
    /** Windows of so many values are written out; larger ones, and those that padding may cut, are loops. */
    private static final int WRITTEN_OUT = 16;

    private static final Window HALF = new Window(2, 2, 1, 0, 0);

    /** From so many values a sample on, windows of 2 × 2 are a kernel's: see docs/decisions/020-max-pooling.md. */
    private static final int KERNEL = 64;

    public Pool {
        windows = List.copyOf(windows);
    }

    @Override
    public String formula(Step step) {
        String size = windows.isEmpty()
                ? "even"
                : windows.stream().map(w -> Integer.toString(w.size())).collect(Collectors.joining("×"));
        return step.output().local() + " = " + (max ? "max" : "mean") + " of the " + size + " windows of "
                + step.input(0).local();
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value x = step.input(0);
        Value y = step.output();
        Value d = adjoint.gradient(y);
        adjoint.contribute(x, new Gradient(this), max ? List.of(d, x, y) : List.of(d));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        if (isKernels(y)) {
            code.add("$T.max($L, $L, $L)", KernelTypes.POOLING, code.array(x), code.array(y), planes(x, code));
            return;
        }
        code.nest(y, y.shape().rank(), at -> {
            PoolWindow window = new PoolWindow(this, x, y, at, code);
            String result = code.array(y) + "[" + code.offset(y, at) + "]";
            if (writtenOut()) {
                List<String> values = window.indices().stream()
                        .map(index -> code.array(x) + "[" + index + "]")
                        .toList();
                code.add("$L = $L", result, max ? greatest(values) : mean(values));
            } else if (max) {
                String greatest = code.name("max");
                code.add("float $L = Float.NEGATIVE_INFINITY", greatest);
                window.each(index -> code.add("$1L = Math.max($1L, $2L[$3L])", greatest, code.array(x), index));
                code.add("$L = $L", result, greatest);
            } else {
                String sum = code.name("sum");
                code.add("float $L = 0f", sum);
                window.each(index -> code.add("$L += $L[$L]", sum, code.array(x), index));
                code.add("$L = $L / $L", result, sum, window.count());
            }
        });
    }

    /** Whether it takes the maxima of windows of 2 × 2, side by side, by a kernel. */
    public boolean halves(Step step) {
        return isKernels(step.output());
    }

    /** Whether the kernel computes it: maxima of windows of 2 × 2, side by side. */
    private boolean isKernels(Value y) {
        return max
                && windows.equals(List.of(HALF, HALF))
                && y.shape().sample().stream().allMatch(Dim::constant)
                && y.shape().size() >= KERNEL;
    }

    private static String planes(Value x, Code code) {
        Axes axes = code.axes(x);
        return axes.size(0).times(Code.samples(x.shape())) + ", " + axes.size(1) + ", " + axes.size(2);
    }

    private static String greatest(List<String> values) {
        return values.stream()
                .reduce((a, b) -> "Math.max(" + a + ", " + b + ")")
                .orElseThrow();
    }

    private static String mean(List<String> values) {
        return "(" + String.join(" + ", values) + ") / " + values.size();
    }

    /** Whether every window lies within the axes and is small. */
    boolean writtenOut() {
        return !windows.isEmpty()
                && windows.stream().allMatch(Window::isWithin)
                && windows.stream().mapToInt(Window::size).reduce(1, Math::multiplyExact) <= WRITTEN_OUT;
    }

    /** The gradient of a mean is shared by its window; that of a maximum goes to where it was. */
    private record Gradient(Pool pool) implements Op {
        @Override
        public String formula(Step step) {
            String d = step.input(0).local();
            return step.output().local() + " = "
                    + (pool.max
                            ? d + " where " + step.input(1).local() + " is its window's maximum"
                            : "Σ " + d + " / size over the windows");
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            if (pool.max) {
                adjoint.refuse(step);
                return;
            }
            Value d = step.input(0);
            Value means = adjoint.intermediate(
                    d.name() + "Means", d.shape(), Value.Element.FLOAT, pool, List.of(adjoint.gradient(step.output())));
            adjoint.contribute(d, new Copy(), List.of(means));
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value dx = step.output();
            if (pool.isKernels(d)) {
                code.add(
                        "$T.maxGradient($L, $L, $L, $L, $L, $L)",
                        KernelTypes.POOLING,
                        code.array(d),
                        code.array(step.input(1)),
                        code.array(step.input(2)),
                        code.array(dx),
                        planes(dx, code),
                        Boolean.toString(step.add()));
                return;
            }
            if (!step.add()) {
                code.clear(dx);
            }
            code.nest(d, d.shape().rank(), at -> {
                PoolWindow window = new PoolWindow(pool, dx, d, at, code);
                Index place = code.offset(d, at);
                if (pool.max) {
                    maximum(step, code, window, place);
                } else {
                    mean(step, code, window, place);
                }
            });
        }

        private void maximum(Step step, Code code, PoolWindow window, Index place) {
            String x = code.array(step.input(1));
            String max = code.name("max");
            String first = code.name("first");
            String dx = code.array(step.output());
            String d = code.array(step.input(0));
            code.add("float $L = $L[$L]", max, code.array(step.input(2)), place);
            if (pool.writtenOut()) {
                List<Index> indices = window.indices();
                String choice = indices.get(indices.size() - 1).toString();
                for (int i = indices.size() - 2; i >= 0; i--) {
                    choice = x + "[" + indices.get(i) + "] == " + max + " ? " + indices.get(i) + " : " + choice;
                }
                code.add("int $L = $L", first, choice).add("$L[$L] += $L[$L]", dx, first, d, place);
            } else {
                code.add("int $L = -1", first);
                window.each(index -> code.begin("if ($1L < 0 && $2L[$3L] == $4L)", first, x, index, max)
                        .add("$L = $L", first, index)
                        .end());
                code.begin("if ($L >= 0)", first)
                        .add("$L[$L] += $L[$L]", dx, first, d, place)
                        .end();
            }
        }

        private void mean(Step step, Code code, PoolWindow window, Index place) {
            String share = code.name("share");
            String dx = code.array(step.output());
            code.add("float $L = $L[$L] / $L", share, code.array(step.input(0)), place, window.count());
            if (pool.writtenOut()) {
                window.indices().forEach(index -> code.add("$L[$L] += $L", dx, index, share));
            } else {
                window.each(index -> code.add("$L[$L] += $L", dx, index, share));
            }
        }
    }
}
