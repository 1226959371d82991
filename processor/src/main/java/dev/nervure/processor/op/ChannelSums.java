package dev.nervure.processor.op;

import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;

/** {@code ∂b = Σ δ} of each channel, the first axis: the gradient of a bias. */
record ChannelSums() implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + Linear.sign(step) + "Σ " + step.input(0).local() + " of each channel";
    }

    @Override
    public void emit(Step step, Code code) {
        Value d = step.input(0);
        if (d.shape().constant()) {
            Axes axes = code.axes(d);
            code.add(
                    "$T.channels($L, 0, $L, $L, $L, $L, $L)",
                    KernelTypes.SUMS,
                    code.array(d),
                    Code.samples(d.shape()),
                    axes.size(0),
                    axes.size(1, axes.rank()),
                    code.array(step.output()),
                    Boolean.toString(step.add()));
            return;
        }
        if (!step.add()) {
            code.clear(step.output());
        }
        code.nest(d, 1, at -> {
            String sum = code.name("sum");
            code.add("float $L = 0f", sum);
            code.runs(d, at, 1, (place, i) -> code.add("$L += $L[$L]", sum, code.array(d), i));
            code.add("$L[$L] += $L", code.array(step.output()), at.get(1), sum);
        });
    }
}
