package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One value of all along some axes of a sample. Sums of floats are added up in double precision; the gradient of a maximum or minimum
 * goes to the first of equal values.
 *
 * @param axes those that are reduced, from 0, in ascending order
 */
public record Reduction(Kind kind, List<Integer> axes) implements Op {
    /** What is made of the values. */
    public enum Kind {
        SUM,
        MEAN,
        MAX,
        MIN,
        LOG_SUM_EXP;

        /** Whether the result is one of the values. */
        private boolean picks() {
            return this == MAX || this == MIN;
        }
    }

    public Reduction {
        axes = List.copyOf(axes);
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = "
                + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of "
                + step.input(0).local() + " over " + (axes.size() == 1 ? "axis " : "axes ")
                + axes.stream().map(axis -> Integer.toString(axis)).collect(Collectors.joining(", "));
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value x = step.input(0);
        Value y = step.output();
        Value d = adjoint.gradient(y);
        adjoint.contribute(
                x, new Gradient(this), kind.picks() || kind == Kind.LOG_SUM_EXP ? List.of(d, x, y) : List.of(d));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        Places places = new Places(code.axes(x), code.axes(y), code);
        if (kind.picks()) {
            String found = extreme(places, x, kind == Kind.MAX, code);
            code.add("$L[$L] = $L", code.array(y), places.narrow(), found);
        } else if (kind == Kind.LOG_SUM_EXP) {
            // Less the maximum, so that nothing overflows; an infinite one would make NaN of the difference.
            String max = extreme(places, x, true, code);
            String shift = code.name("shift");
            String sum = code.name("sum");
            code.add("float $1L = Float.isInfinite($2L) ? 0f : $2L", shift, max).add("double $L = 0", sum);
            places.inner();
            code.add("$L += Math.exp($L[$L] - $L)", sum, code.array(x), places.wide(), shift)
                    .end(places.innerLoops());
            code.add("$L[$L] = (float) ($L + Math.log($L))", code.array(y), places.narrow(), shift, sum);
        } else {
            boolean integers = x.element() == Value.Element.INT;
            String sum = code.name("sum");
            code.add("$L $L = 0", integers ? "int" : "double", sum);
            places.inner();
            code.add("$L += $L[$L]", sum, code.array(x), places.wide()).end(places.innerLoops());
            String result = kind == Kind.SUM ? sum : "(" + sum + " / " + places.count() + ")";
            code.add("$L[$L] = $L$L", code.array(y), places.narrow(), integers ? "" : "(float) ", result);
        }
        code.end(places.outerLoops());
    }

    private static String extreme(Places places, Value x, boolean greatest, Code code) {
        String found = code.name(greatest ? "max" : "min");
        if (x.element() == Value.Element.INT) {
            code.add("int $L = Integer.$L_VALUE", found, greatest ? "MIN" : "MAX");
        } else {
            code.add("float $L = Float.$L_INFINITY", found, greatest ? "NEGATIVE" : "POSITIVE");
        }
        places.inner();
        code.add("$1L = Math.$2L($1L, $3L[$4L])", found, greatest ? "max" : "min", code.array(x), places.wide())
                .end(places.innerLoops());
        return found;
    }

    /** Loops over what stays, and within them over what is reduced. */
    private final class Places {
        private final Axes wide;
        private final Axes narrow;
        private final Code code;
        private final List<Index> at = new ArrayList<>();
        private int outerLoops;
        private int innerLoops;

        Places(Axes wide, Axes narrow, Code code) {
            this.wide = wide;
            this.narrow = narrow;
            this.code = code;
            boolean batched = wide.shape().batched();
            at.add(batched ? code.loop("s", Index.variable("n")) : Index.ZERO);
            IntStream.range(0, wide.rank()).forEach(axis -> at.add(Index.ZERO));
            outerLoops = (batched ? 1 : 0)
                    + loops(IntStream.range(0, wide.rank())
                            .filter(axis -> !axes.contains(axis))
                            .boxed()
                            .toList());
        }

        /** Opens the loops over what is reduced. */
        void inner() {
            innerLoops = loops(axes);
        }

        private int loops(List<Integer> over) {
            int opened = 0;
            for (int axis : over) {
                if (!wide.size(axis).isOne()) {
                    at.set(1 + axis, code.loop("k" + axis, code.length(wide, axis, at.get(0))));
                    opened++;
                }
            }
            return opened;
        }

        int outerLoops() {
            return outerLoops;
        }

        int innerLoops() {
            return innerLoops;
        }

        /** Where the value lies that is reduced. */
        Index wide() {
            return wide.offset(at);
        }

        /** Where the result lies. */
        Index narrow() {
            boolean keepDims = narrow.rank() == wide.rank();
            List<Index> kept = new ArrayList<>(List.of(at.get(0)));
            for (int axis = 0; axis < wide.rank(); axis++) {
                if (!axes.contains(axis)) {
                    kept.add(at.get(1 + axis));
                } else if (keepDims) {
                    kept.add(Index.ZERO);
                }
            }
            return narrow.offset(kept);
        }

        /** How many values make one. */
        String count() {
            return code.length(wide, axes, at.get(0)).asDivisor();
        }
    }

    /** Each value gets the gradient of its sum, or its share of a mean's, or, if it is the maximum, all. */
    private record Gradient(Reduction reduction) implements Op {
        @Override
        public String formula(Step step) {
            String d = step.input(0).local();
            return step.output().local() + " = "
                    + switch (reduction.kind) {
                        case SUM -> d;
                        case MEAN -> d + " / count";
                        case MAX -> d + " where " + step.input(1).local() + " is the maximum";
                        case MIN -> d + " where " + step.input(1).local() + " is the minimum";
                        case LOG_SUM_EXP ->
                            d + " ⊙ exp(" + step.input(1).local() + " − "
                                    + step.input(2).local() + ")";
                    };
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            if (reduction.kind != Kind.SUM && reduction.kind != Kind.MEAN) {
                adjoint.refuse(step);
                return;
            }
            Value d = step.input(0);
            // Its own value first: a sum that is under way cannot be added to another.
            Value sums = adjoint.intermediate(
                    d.name() + "Sums",
                    d.shape(),
                    Value.Element.FLOAT,
                    reduction,
                    List.of(adjoint.gradient(step.output())));
            adjoint.contribute(d, new Copy(), List.of(sums));
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value dx = step.output();
            if (reduction.kind.picks() && !step.add()) {
                code.clear(dx);
            }
            Places places = reduction.new Places(code.axes(dx), code.axes(d), code);
            if (reduction.kind == Kind.LOG_SUM_EXP) {
                places.inner();
                code.add(
                                "$1L[$2L] $3L $4L[$5L] * (float) Math.exp($6L[$2L] - $7L[$5L])",
                                code.array(dx),
                                places.wide(),
                                step.add() ? "+=" : "=",
                                code.array(d),
                                places.narrow(),
                                code.array(step.input(1)),
                                code.array(step.input(2)))
                        .end(places.innerLoops());
            } else if (reduction.kind.picks()) {
                String x = code.array(step.input(1));
                String y = code.array(step.input(2));
                String first = code.name("first");
                code.add("int $L = -1", first);
                places.inner();
                String i = code.name("i");
                code.add("int $L = $L", i, places.wide())
                        .begin("if ($1L < 0 && $2L[$3L] == $4L[$5L])", first, x, i, y, places.narrow())
                        .add("$L = $L", first, i)
                        .end()
                        .end(places.innerLoops())
                        .begin("if ($L >= 0)", first)
                        .add("$L[$L] += $L[$L]", code.array(dx), first, code.array(d), places.narrow())
                        .end();
            } else {
                String share = code.name("share");
                String whole = code.array(d) + "[" + places.narrow() + "]";
                code.add("float $L = $L", share, reduction.kind == Kind.SUM ? whole : whole + " / " + places.count());
                places.inner();
                code.add("$L[$L] $L $L", code.array(dx), places.wide(), step.add() ? "+=" : "=", share)
                        .end(places.innerLoops());
            }
            code.end(places.outerLoops());
        }
    }
}
