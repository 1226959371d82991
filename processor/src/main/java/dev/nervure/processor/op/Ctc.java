package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of connectionist temporal classification, the mean over the samples of {@code −log p(labels)} by their number, as
 * PyTorch's {@code ctc_loss} of logits. Reads logits {@code [n, steps, classes]} and labels {@code [n, most]}; writes the
 * mean, and {@code [Σ loss, count]} of the whole batch. Backward goes through the alignments again: to keep them would take
 * as many doubles as there are steps and labels.
 *
 * @param blank the class that stands for no label; in labels, what fills them up
 */
public record Ctc(int blank, boolean zeroInfinity) implements Op {
    @Override
    public String formula(Step step) {
        String x = step.input(0).local();
        String t = step.input(1).local();
        return step.output().local() + " = mean over the samples of −log p(" + t + " | softmax(" + x + ")) / count of "
                + t;
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value x = step.input(0);
        adjoint.contribute(
                x,
                new Gradient(this),
                List.of(
                        x,
                        step.input(1),
                        adjoint.gradient(step.output()),
                        step.outputs().get(1)));
    }

    @Override
    public void emit(Step step, Code code) {
        String sums = code.array(step.outputs().get(1));
        code.add("$T.fill($L, 0)", Arrays.class, sums);
        code.nest(
                code.axes(step.input(0)),
                0,
                at -> code.add(
                        "$T.add($L, $L, $L)",
                        KernelTypes.CTC,
                        sample(step, code, at),
                        Boolean.toString(zeroInfinity),
                        sums));
        code.add("a.sumOverBatch($L)", sums).add("$1L[0] = (float) ($2L[0] / $2L[1])", code.array(step.output()), sums);
    }

    /** The arguments that say what a sample is. */
    private String sample(Step step, Code code, List<Index> at) {
        Value x = step.input(0);
        Value t = step.input(1);
        Axes logits = code.axes(x);
        Axes labels = code.axes(t);
        Index s = at.get(0);
        return String.join(
                ", ",
                code.array(x),
                logits.offset(List.of(s)).toString(),
                code.length(logits, 0, s).toString(),
                logits.size(-1).toString(),
                code.array(t),
                labels.offset(List.of(s)).toString(),
                code.length(labels, 0, s).toString(),
                Integer.toString(blank));
    }

    /** {@code ∂logits = (softmax(logits) − share of the alignments) ∂L / (count of labels · samples)}. */
    private record Gradient(Ctc loss) implements Op {
        @Override
        public String formula(Step step) {
            String x = step.input(0).local();
            return step.output().local() + Linear.sign(step) + step.input(2).local() + " / n · (softmax(" + x
                    + ") − p(class of a step | " + step.input(1).local() + ")) / count of "
                    + step.input(1).local();
        }

        @Override
        public void emit(Step step, Code code) {
            String scale = code.name("scale");
            code.add("float $L = (float) ($L[0] / $L[1])", scale, code.array(step.input(2)), code.array(step.input(3)));
            code.nest(
                    code.axes(step.input(0)),
                    0,
                    at -> code.add(
                            "$T.gradient($L, $L, $L, $L)",
                            KernelTypes.CTC,
                            loss.sample(step, code, at),
                            scale,
                            code.array(step.output()),
                            Boolean.toString(step.add())));
        }
    }
}
