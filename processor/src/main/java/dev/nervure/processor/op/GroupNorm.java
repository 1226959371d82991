package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;

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
        Shape split = split(x.shape());
        code.nest(split, 1, group -> {
            String sum = code.name("sum");
            String squares = code.name("squares");
            String m = code.name("m");
            String g = code.name("g");
            code.add("int $L = $L", g, group(group)).add("double $L = 0", sum).add("double $L = 0", squares);
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
                String c = channel(split, at);
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
    private Shape split(Shape shape) {
        List<Dim> sample = new ArrayList<>(shape.sample());
        sample.set(0, Dim.of(groups));
        sample.add(1, Dim.of(shape.axis(0).max() / groups));
        return shape.withSample(sample);
    }

    /** The number of a group among those of all samples. */
    private String group(List<String> at) {
        return Code.plus(Code.times(groups, at.get(0)), at.get(1));
    }

    private static String channel(Shape split, List<String> at) {
        return Code.plus(Code.times(split.axis(1).max(), at.get(1)), at.get(2));
    }

    private static String count(Shape split, String s, Code code) {
        String count = code.size(split.sample().subList(1, split.rank()), s);
        return count.contains(" * ") ? "(" + count + ")" : count;
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
            Shape split = norm.split(x.shape());
            if (!step.add()) {
                code.clear(step.output());
            }
            code.nest(split, 2, at -> {
                String sum = code.name("sum");
                String g = code.name("g");
                code.add("int $L = $L", g, norm.group(at)).add("float $L = 0f", sum);
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
            Shape split = norm.split(x.shape());
            code.nest(split, 1, group -> {
                String g = code.name("g");
                String m = code.name("m");
                String scale = code.name("scale");
                String sum = code.name("sum");
                String products = code.name("products");
                code.add("int $L = $L", g, norm.group(group))
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

        private static String e(Step step, Shape split, List<String> at, String i, Code code) {
            String d = code.array(step.input(0)) + "[" + i + "]";
            return step.inputs().size() > 4
                    ? d + " * " + code.array(step.input(4)) + "[" + channel(split, at) + "]"
                    : d;
        }
    }
}
