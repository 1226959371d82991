package dev.nervure.processor.op;

import dev.nervure.dsl.network.Dim;
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

/**
 * {@code y = (x − mean) / √(variance + ε) · w + b}, the statistics those of a group of channels of one sample (Wu, He: Group
 * Normalization, 2018), w and b of each channel. One channel a group is instance normalisation.
 *
 * <p>Reads x, and w and b where there are any; writes y, and mean and factor {@code [n, groups]}.
 */
public record GroupNorm(int groups, float eps) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = (" + step.input(0).local() + " − mean) / √(variance + ε)"
                + (step.inputs().size() > 1 ? " w + b" : "") + " in " + groups + (groups == 1 ? " group" : " groups");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        Value x = step.input(0);
        Value mean = step.outputs().get(1);
        Value scale = step.outputs().get(2);
        List<Value> reads = new ArrayList<>(List.of(d, x, mean, scale));
        if (step.inputs().size() > 1) {
            adjoint.contribute(step.input(1), new WeightGradient(this), reads);
            adjoint.contribute(step.input(2), new ChannelSums(), List.of(d));
            reads.add(step.input(1));
        }
        adjoint.contribute(x, new InputGradient(this), reads);
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        String mean = code.array(step.outputs().get(1));
        String scale = code.array(step.outputs().get(2));
        Axes split = split(code.axes(x));
        code.nest(split, 1, group -> {
            String sum = code.name("sum");
            String squares = code.name("squares");
            String m = code.name("m");
            String g = code.name("g");
            code.add("int $L = $L", g, group(split, group))
                    .add("double $L = 0", sum)
                    .add("double $L = 0", squares);
            code.runs(split, group, 2, (at, i) -> code.add("$L += $L[$L]", sum, code.array(x), i)
                    .add("$1L += (double) $2L[$3L] * $2L[$3L]", squares, code.array(x), i));
            String count = count(split, group.get(0), code);
            code.add("double $L = $L / $L", m, sum, count)
                    .add("$L[$L] = (float) $L", mean, g, m)
                    .add(
                            "$L[$L] = (float) (1 / Math.sqrt(Math.max($L / $L - $L * $L, 0) + $L))",
                            scale,
                            g,
                            squares,
                            count,
                            m,
                            m,
                            Floats.literal(eps));
            code.runs(split, group, 2, (at, i) -> {
                String normal =
                        "(" + code.array(x) + "[" + i + "] - " + mean + "[" + g + "]) * " + scale + "[" + g + "]";
                Index c = channel(split, at);
                code.add(
                        "$L[$L] = $L",
                        code.array(y),
                        i,
                        step.inputs().size() > 1
                                ? normal + " * " + code.array(step.input(1)) + "[" + c + "] + "
                                        + code.array(step.input(2)) + "[" + c + "]"
                                : normal);
            });
        });
    }

    /** {@code [groups, channels of a group, …]}. */
    private Axes split(Axes axes) {
        int channels = axes.shape().axis(0).max() / groups;
        List<Dim> sample = new ArrayList<>(axes.shape().sample());
        sample.set(0, Dim.of(groups));
        sample.add(1, Dim.of(channels));
        List<Index> sizes = new ArrayList<>(axes.sizes());
        sizes.set(0, channels == 1 ? axes.size(0) : Index.of(groups));
        sizes.add(1, groups == 1 ? axes.size(0) : Index.of(channels));
        return new Axes(axes.shape().withSample(sample), sizes);
    }

    /** The number of a group among those of all samples. */
    private static Index group(Axes split, List<Index> at) {
        return split.size(0).times(at.get(0)).plus(at.get(1));
    }

    private static Index channel(Axes split, List<Index> at) {
        return split.size(1).times(at.get(1)).plus(at.get(2));
    }

    private static String count(Axes split, Index s, Code code) {
        List<Integer> group = IntStream.range(1, split.rank()).boxed().toList();
        return code.length(split, group, s).asDivisor();
    }

    /** {@code ∂w = Σ δ x̂} of each channel. */
    private record WeightGradient(GroupNorm norm) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + "Σ "
                    + step.input(0).local() + " x̂";
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(1);
            Axes split = norm.split(code.axes(x));
            if (!step.add()) {
                code.clear(step.output());
            }
            code.nest(split, 2, at -> {
                String sum = code.name("sum");
                String g = code.name("g");
                code.add("int $L = $L", g, group(split, at)).add("float $L = 0f", sum);
                code.runs(
                        split,
                        at,
                        2,
                        (place, i) -> code.add(
                                "$L += $L[$L] * ($L[$L] - $L[$L])",
                                sum,
                                code.array(step.input(0)),
                                i,
                                code.array(x),
                                i,
                                code.array(step.input(2)),
                                g));
                code.add(
                        "$L[$L] += $L * $L[$L]",
                        code.array(step.output()),
                        channel(split, at),
                        sum,
                        code.array(step.input(3)),
                        g);
            });
        }
    }

    /** {@code ∂x = s (e − mean of e − x̂ · mean of e x̂)}, {@code e = δ w}, the means those of the group. */
    private record InputGradient(GroupNorm norm) implements Op {
        @Override
        public String formula(Step step) {
            boolean weighted = step.inputs().size() > 4;
            String e = weighted ? "e" : step.input(0).local();
            return step.output().local() + " = s (" + e + " − mean of " + e + " − x̂ mean of " + e + " x̂)"
                    + (weighted ? ", e = " + step.input(0).local() + " w" : "") + ", s = 1 / √(variance + ε)";
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(1);
            Axes split = norm.split(code.axes(x));
            code.nest(split, 1, group -> {
                String g = code.name("g");
                String m = code.name("m");
                String scale = code.name("scale");
                String sum = code.name("sum");
                String products = code.name("products");
                code.add("int $L = $L", g, group(split, group))
                        .add("float $L = $L[$L]", m, code.array(step.input(2)), g)
                        .add("float $L = $L[$L]", scale, code.array(step.input(3)), g)
                        .add("double $L = 0", sum)
                        .add("double $L = 0", products);
                code.runs(split, group, 2, (at, i) -> code.add("$L += $L", sum, e(step, split, at, i, code))
                        .add(
                                "$L += (double) $L * ($L[$L] - $L)",
                                products,
                                e(step, split, at, i, code),
                                code.array(x),
                                i,
                                m));
                String count = count(split, group.get(0), code);
                String meanOfAll = code.name("meanOfAll");
                String meanOfProducts = code.name("meanOfProducts");
                code.add("float $L = (float) ($L / $L)", meanOfAll, sum, count)
                        .add("float $L = (float) ($L * $L / $L)", meanOfProducts, products, scale, count);
                code.runs(
                        split,
                        group,
                        2,
                        (at, i) -> code.add(
                                "$L[$L] $L $L * ($L - $L - ($L[$L] - $L) * $L * $L)",
                                code.array(step.output()),
                                i,
                                step.add() ? "+=" : "=",
                                scale,
                                e(step, split, at, i, code),
                                meanOfAll,
                                code.array(x),
                                i,
                                m,
                                scale,
                                meanOfProducts));
            });
        }

        private static String e(Step step, Axes split, List<Index> at, Index i, Code code) {
            String d = code.array(step.input(0)) + "[" + i + "]";
            return step.inputs().size() > 4
                    ? d + " * " + code.array(step.input(4)) + "[" + channel(split, at) + "]"
                    : d;
        }
    }
}
