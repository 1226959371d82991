package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + ε) · w + b} of each channel, the first axis. In a training pass the statistics are
 * those of the whole batch, however it is cut into shards, and the running statistics follow them; in an evaluation they
 * are the running ones (Ioffe, Szegedy: Batch Normalization, 2015). One that is not trainable, or frozen, computes in
 * training as in an evaluation, and leaves the running statistics as they are.
 *
 * <p>Reads x, w and b where there are any, and running mean and variance; writes y, mean and factor of each channel, and
 * the sums that they come from.
 */
public record BatchNorm(float eps, float momentum, boolean trainable) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = (" + step.input(0).local() + " − mean) / √(variance + ε)"
                + (step.inputs().size() > 3 ? " w + b" : "") + " of each channel of the batch";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        Value x = step.input(0);
        Value mean = step.outputs().get(1);
        Value scale = step.outputs().get(2);
        Value forward = step.outputs().get(3);
        int channels = mean.shape().size();
        Value sums = adjoint.intermediate(
                step.output().name() + "Sums",
                Shape.of(2 * channels),
                Value.Element.DOUBLE,
                new GradientSums(),
                List.of(d, x, mean, scale));
        List<Value> reads = new ArrayList<>(List.of(d, x, mean, scale, forward, sums));
        if (step.inputs().size() > 3) {
            adjoint.contribute(step.input(1), new Part("Σ " + d.local() + " x̂", true), List.of(sums));
            adjoint.contribute(step.input(2), new Part("Σ " + d.local(), false), List.of(sums));
            reads.add(step.input(1));
        }
        adjoint.contribute(x, new InputGradient(), reads);
    }

    @Override
    public void emit(Step step, Code code) {
        String mean = code.array(step.outputs().get(1));
        String scale = code.array(step.outputs().get(2));
        String sums = code.array(step.outputs().get(3));
        int running = step.inputs().size() - 2;
        String runningMean = code.array(step.input(running));
        String runningVariance = code.array(step.input(running + 1));
        if (trainable) {
            code.begin("if (a.pass() == null || $L)", isFrozen(step, code));
        }
        code.add(
                "$T.running($L, $L, $L, $L, $L, $L)",
                KernelTypes.BATCH_STATISTICS,
                sums,
                runningMean,
                runningVariance,
                Floats.literal(eps),
                mean,
                scale);
        if (trainable) {
            ofBatch(step, code);
        }
        scale(step, code);
    }

    /** Statistics of the batch, which the running ones follow. */
    private void ofBatch(Step step, Code code) {
        String mean = code.array(step.outputs().get(1));
        String scale = code.array(step.outputs().get(2));
        String sums = code.array(step.outputs().get(3));
        int running = step.inputs().size() - 2;
        code.otherwise();
        sums(step, code);
        sumOverBatch(step.input(0), sums, code);
        code.add("$T.ofBatch($L, $L, $L, $L)", KernelTypes.BATCH_STATISTICS, sums, Floats.literal(eps), mean, scale)
                .begin("if (a.leads())")
                .add(
                        "$T.follow($L, $L, $L, $L)",
                        KernelTypes.BATCH_STATISTICS,
                        sums,
                        Floats.literal(momentum),
                        code.array(step.input(running)),
                        code.array(step.input(running + 1)))
                .end();
        code.end();
    }

    /** Sums are those of all shards; those of a tensor without a batch are the same in each. */
    private static void sumOverBatch(Value x, String sums, Code code) {
        if (x.shape().batched()) {
            code.add("a.sumOverBatch($L)", sums);
        }
    }

    /** {@code y = (x − mean) scale w + b}. */
    private static void scale(Step step, Code code) {
        Value x = step.input(0);
        Shape shape = x.shape();
        String mean = code.array(step.outputs().get(1));
        String scale = code.array(step.outputs().get(2));
        boolean weighted = step.inputs().size() > 3;
        code.nest(x, 1, at -> {
            String m = ofChannel("m", mean, shape, at, code);
            String factor = factor(scale, weighted ? code.array(step.input(1)) : null, shape, at, code);
            String bias = weighted ? ofChannel("bias", code.array(step.input(2)), shape, at, code) : "";
            code.runs(
                    x,
                    at,
                    1,
                    (place, i) -> code.add(
                            "$L[$L] = ($L[$L] - $L) * $L$L",
                            code.array(step.output()),
                            i,
                            code.array(x),
                            i,
                            m,
                            factor,
                            weighted ? " + " + bias : ""));
        });
    }

    /** Whether a norm that is trainable has been frozen since. */
    private static CodeBlock isFrozen(Step step, Code code) {
        return CodeBlock.of(
                "w.isFrozen($L)", code.array(step.input(step.inputs().size() - 2)));
    }

    /** A check that the pass which runs takes running statistics: the only ones that the epilogue of a product knows. */
    void requireRunningStatistics(Step step, Code code) {
        if (trainable) {
            code.add("a.requireRunningStatistics($S, $L)", step.layer(), isFrozen(step, code));
        }
    }

    /** The call of the runtime's {@code Epilogue} that does the same with running statistics. */
    CodeBlock inEpilogue(Step step, Code code) {
        int running = step.inputs().size() - 2;
        boolean weighted = running > 1;
        return CodeBlock.of(
                "normalize($L, $L, $L, $L, $L)",
                code.array(step.input(running)),
                code.array(step.input(running + 1)),
                Floats.literal(eps),
                code.arrayOrNull(weighted ? step.input(1) : null),
                code.arrayOrNull(weighted ? step.input(2) : null));
    }

    /**
     * A channel's own value: where a loop over places follows, a local variable, because for all that HotSpot knows the
     * loop might change the array.
     */
    private static String ofChannel(String name, String array, Shape shape, List<Index> at, Code code) {
        String element = array + "[" + at.get(1) + "]";
        if (shape.rank() == 1) {
            return element;
        }
        String local = code.name(name);
        code.add("float $L = $L", local, element);
        return local;
    }

    /** {@code s w} of a channel: one product for all its values, as in the runtime's {@code Epilogue}. */
    private static String factor(String scale, @Nullable String weight, Shape shape, List<Index> at, Code code) {
        if (weight == null) {
            return ofChannel("scale", scale, shape, at, code);
        }
        String product = scale + "[" + at.get(1) + "] * " + weight + "[" + at.get(1) + "]";
        if (shape.rank() == 1) {
            return "(" + product + ")";
        }
        String local = code.name("factor");
        code.add("float $L = $L", local, product);
        return local;
    }

    /** Whether sums are those of the runtime: over places, and as many for each sample. */
    private static boolean kernelSums(Shape shape) {
        return shape.constant() && shape.rank() > 1;
    }

    /** Sums, sums of squares, and the number of values of a channel. */
    private static void sums(Step step, Code code) {
        Value x = step.input(0);
        Shape shape = x.shape();
        String sums = code.array(step.outputs().get(3));
        Axes axes = code.axes(x);
        if (kernelSums(shape)) {
            code.add(
                    "$T.sums($L, $L, $L, $L, $L)",
                    KernelTypes.BATCH_STATISTICS,
                    code.array(x),
                    Code.samples(shape),
                    axes.size(0),
                    axes.size(1, axes.rank()),
                    sums);
            return;
        }
        List<Integer> places = IntStream.range(1, axes.rank()).boxed().toList();
        Index count = axes.size(0).times(2);
        code.add("$T.fill($L, 0)", java.util.Arrays.class, sums);
        if (places.stream().allMatch(axis -> shape.axis(axis).constant())) {
            code.add("$L[$L] = $L", sums, count, axes.size(1, axes.rank()).times(Code.samples(shape)));
        } else {
            code.nest(axes, 0, at -> code.add("$L[$L] += $L", sums, count, code.length(axes, places, at.get(0))));
        }
        code.nest(axes, 1, at -> {
            String sum = code.name("sum");
            String squares = code.name("squares");
            code.add("double $L = 0", sum).add("double $L = 0", squares);
            code.runs(axes, at, 1, (place, i) -> code.add("$L += $L[$L]", sum, code.array(x), i)
                    .add("$1L += (double) $2L[$3L] * $2L[$3L]", squares, code.array(x), i));
            code.add("$L[$L] += $L", sums, at.get(1), sum)
                    .add("$L[$L] += $L", sums, at.get(1).plus(axes.size(0)), squares);
        });
    }

    /** {@code Σ δ} and {@code Σ δ x̂} of each channel. */
    private record GradientSums() implements Op {
        @Override
        public String formula(Step step) {
            String d = step.input(0).local();
            return step.output().local() + " = Σ " + d + ", Σ " + d + " x̂";
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value x = step.input(1);
            String sums = code.array(step.output());
            Axes axes = code.axes(d);
            if (kernelSums(d.shape())) {
                code.add(
                        "$T.gradientSums($L, $L, $L, $L, $L, $L, $L, $L)",
                        KernelTypes.BATCH_STATISTICS,
                        code.array(d),
                        code.array(x),
                        Code.samples(d.shape()),
                        axes.size(0),
                        axes.size(1, axes.rank()),
                        code.array(step.input(2)),
                        code.array(step.input(3)),
                        sums);
                return;
            }
            code.add("$T.fill($L, 0)", java.util.Arrays.class, sums);
            code.nest(axes, 1, at -> {
                Index c = at.get(1);
                String sum = code.name("sum");
                String products = code.name("products");
                code.add("double $L = 0", sum).add("double $L = 0", products);
                code.runs(axes, at, 1, (place, i) -> code.add("$L += $L[$L]", sum, code.array(d), i)
                        .add(
                                "$L += (double) $L[$L] * ($L[$L] - $L[$L])",
                                products,
                                code.array(d),
                                i,
                                code.array(x),
                                i,
                                code.array(step.input(2)),
                                c));
                code.add("$L[$L] += $L", sums, c, sum)
                        .add(
                                "$L[$L] += $L * $L[$L]",
                                sums,
                                c.plus(axes.size(0)),
                                products,
                                code.array(step.input(3)),
                                c);
            });
        }
    }

    /** The gradient of a parameter: part of the sums. */
    private record Part(String sum, boolean second) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + sum + " of each channel";
        }

        @Override
        public void emit(Step step, Code code) {
            Index channels = code.axes(step.output()).size();
            Index c = code.loop("c", channels);
            code.add(
                            "$L[$L] $L (float) $L[$L]",
                            code.array(step.output()),
                            c,
                            step.add() ? "+=" : "=",
                            code.array(step.input(0)),
                            second ? c.plus(channels) : c)
                    .end();
        }
    }

    /** {@code ∂x = w s (δ − mean of δ − x̂ · mean of δ x̂)}, the means those of the batch; 0 for running statistics. */
    private record InputGradient() implements Op {
        @Override
        public String formula(Step step) {
            String d = step.input(0).local();
            return step.output().local() + " = " + (step.inputs().size() > 6 ? "w " : "") + "s (" + d + " − mean of "
                    + d + " − x̂ mean of " + d + " x̂), s = 1 / √(variance + ε)";
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value x = step.input(1);
            String forward = code.array(step.input(4));
            String sums = code.array(step.input(5));
            Axes axes = code.axes(d);
            Index channels = axes.size(0);
            sumOverBatch(x, sums, code);
            code.nest(axes, 1, at -> {
                Index c = at.get(1);
                String m = ofChannel("m", code.array(step.input(2)), d.shape(), at, code);
                String scale = ofChannel("scale", code.array(step.input(3)), d.shape(), at, code);
                String weight = step.inputs().size() > 6
                        ? ofChannel("weight", code.array(step.input(6)), d.shape(), at, code)
                        : "";
                String meanOfAll = code.name("meanOfAll");
                String meanOfProducts = code.name("meanOfProducts");
                String count = forward + "[" + channels.times(2) + "]";
                code.add("float $L = (float) ($L[$L] / $L)", meanOfAll, sums, c, count)
                        .add("float $L = (float) ($L[$L] / $L)", meanOfProducts, sums, c.plus(channels), count);
                code.runs(
                        axes,
                        at,
                        1,
                        (place, i) -> code.add(
                                "$L[$L] $L $L$L * ($L[$L] - $L - ($L[$L] - $L) * $L * $L)",
                                code.array(step.output()),
                                i,
                                step.add() ? "+=" : "=",
                                weight.isEmpty() ? "" : weight + " * ",
                                scale,
                                code.array(d),
                                i,
                                meanOfAll,
                                code.array(x),
                                i,
                                m,
                                scale,
                                meanOfProducts));
            });
        }
    }
}
