package dev.nervure.processor.op;

import dev.nervure.processor.emit.Code;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * The cross-entropy of class indices, the mean over all rows of {@code −wₜ log pₜ}, as PyTorch's {@code cross_entropy}:
 * with label smoothing, a weight for each class, and a class that does not count. From logits it never forms the
 * probabilities of forward, so that it is finite for any finite logit.
 *
 * <p>Reads predictions {@code […, classes]} and targets {@code […]}, and the probabilities where they are a tensor behind
 * the logits; writes the mean, and {@code [Σ loss, Σ weight]} of the
 * whole batch.
 *
 * @param logits whether predictions are logits; otherwise they are probabilities
 * @param classWeights one weight a class, or none
 */
public record CrossEntropy(boolean logits, float smoothing, List<Float> classWeights, int ignoreIndex) implements Op {
    public CrossEntropy {
        classWeights = List.copyOf(classWeights);
    }

    @Override
    public String formula(Step step) {
        String p = step.input(0).local();
        return step.output().local() + " = mean −log " + (logits ? "softmax(" + p + ")" : p) + "["
                + step.input(1).local() + "]";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(
                step.input(0),
                new Gradient(this),
                List.of(
                        step.input(0),
                        step.input(1),
                        adjoint.gradient(step.output()),
                        step.outputs().get(1)));
        if (step.inputs().size() > 2) {
            Value probabilities = step.input(2);
            CrossEntropy plain = new CrossEntropy(false, smoothing, classWeights, ignoreIndex);
            adjoint.show(
                    probabilities,
                    new Gradient(plain),
                    List.of(
                            probabilities,
                            step.input(1),
                            adjoint.gradient(step.output()),
                            step.outputs().get(1)));
        }
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        int classes = x.shape().axis(-1).max();
        String sums = code.array(step.outputs().get(1));
        code.add("$T.fill($L, 0)", java.util.Arrays.class, sums);
        code.rows(
                x.shape(),
                1,
                (first, count) -> code.add(
                        "$T.$L($L, $L, $L, $L, $L, $L, $L, $L, $L, $L)",
                        KernelTypes.CROSS_ENTROPY,
                        logits ? "ofLogits" : "ofProbabilities",
                        code.array(x),
                        Code.times(classes, first),
                        code.array(step.input(1)),
                        first,
                        count,
                        Integer.toString(classes),
                        Floats.literal(smoothing),
                        weights(step.output(), code),
                        Integer.toString(ignoreIndex),
                        sums));
        code.add("a.sumOverBatch($L)", sums).add("$1L[0] = (float) ($2L[0] / $2L[1])", code.array(step.output()), sums);
    }

    private String weights(Value loss, Code code) {
        return classWeights.isEmpty() ? "null" : code.constant(loss.name() + "ClassWeights", classWeights);
    }

    /** {@code ∂logits = (softmax(logits) − onehot) ∂L / Σ weight}. */
    private record Gradient(CrossEntropy loss) implements Op {
        @Override
        public String formula(Step step) {
            String p = step.input(0).local();
            String t = step.input(1).local();
            return step.output().local() + " = "
                    + (loss.logits
                            ? "(softmax(" + p + ") − onehot(" + t + ")) / n"
                            : "−onehot(" + t + ") / " + p + " / n");
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(0);
            int classes = x.shape().axis(-1).max();
            String scale = code.name("scale");
            code.add("float $L = (float) ($L[0] / $L[1])", scale, code.array(step.input(2)), code.array(step.input(3)));
            code.rows(
                    x.shape(),
                    1,
                    (first, count) -> code.add(
                            "$T.$L($L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L)",
                            KernelTypes.CROSS_ENTROPY,
                            loss.logits ? "gradientOfLogits" : "gradientOfProbabilities",
                            code.array(x),
                            Code.times(classes, first),
                            code.array(step.input(1)),
                            first,
                            count,
                            Integer.toString(classes),
                            Floats.literal(loss.smoothing),
                            loss.weights(step.input(2), code),
                            Integer.toString(loss.ignoreIndex),
                            scale,
                            code.array(step.output()),
                            Boolean.toString(step.add())));
        }
    }
}
