package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Up-sampling in which each value is repeated.
 *
 * @param factors how often, along each axis behind the channels
 */
public record NearestUpsample(List<Integer> factors) implements Op {
    public NearestUpsample {
        factors = List.copyOf(factors);
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + ", each value repeated " + factors + " times";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), new Gradient(this), List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        code.nest(
                y,
                y.shape().rank(),
                at -> code.add(
                        "$L[$L] = $L[$L]",
                        code.array(y),
                        code.offset(y, at),
                        code.array(x),
                        code.offset(x, source(at))));
    }

    /** The place whose value a place of the result repeats. */
    private List<Index> source(List<Index> at) {
        List<Index> source = new ArrayList<>(at.subList(0, 2));
        for (int axis = 0; axis < factors.size(); axis++) {
            source.add(at.get(2 + axis).over(factors.get(axis)));
        }
        return source;
    }

    /** The sum over all repetitions. */
    private record Gradient(NearestUpsample upsample) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = Σ " + step.input(0).local() + " over the repetitions";
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value dx = step.output();
            if (!step.add()) {
                code.clear(dx);
            }
            code.nest(
                    d,
                    d.shape().rank(),
                    at -> code.add(
                            "$L[$L] += $L[$L]",
                            code.array(dx),
                            code.offset(dx, upsample.source(at)),
                            code.array(d),
                            code.offset(d, at)));
        }
    }
}
