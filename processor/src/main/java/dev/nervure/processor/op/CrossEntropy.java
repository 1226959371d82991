package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.Arrays;
import java.util.List;

/**
 * The cross-entropy of class indices, the mean over all rows of {@code −wₜ log pₜ}, as PyTorch's {@code cross_entropy}:
 * with label smoothing, a weight for each class, and a class that does not count. From logits it never forms the
 * probabilities of forward, so that it is finite for any finite logit.
 *
 * <p>Reads predictions {@code […, classes]} and targets {@code […]}, and the probabilities where they are a tensor behind
 * the logits; writes the mean, and {@code [Σ loss, Σ weight]} of the whole batch.
 *
 * @param logits whether predictions are logits; otherwise they are probabilities, and what follows does not apply
 * @param classWeights one weight a class, or none
 */
public record CrossEntropy(boolean logits, float smoothing, List<Float> classWeights, int ignoreIndex) implements Op {
    /** Of probabilities. */
    public static final CrossEntropy OF_PROBABILITIES = plain(false);

    /** PyTorch's class that does not count. */
    private static final int IGNORED = -100;

    public CrossEntropy {
        classWeights = List.copyOf(classWeights);
    }

    /** Of logits or probabilities, every class with weight 1. */
    public static CrossEntropy plain(boolean logits) {
        return new CrossEntropy(logits, 0f, List.of(), IGNORED);
    }

    @Override
    public String formula(Step step) {
        String x = step.input(0).local();
        String t = step.input(1).local();
        String log = "log " + (logits ? "softmax(" + x + ")" : x);
        String sum =
                smoothing > 0 ? "Σ −q · " + log : "Σ −" + (weighted() ? "w[" + t + "] " : "") + log + "[" + t + "]";
        return step.output().local() + " = " + sum + " / " + divisor(t) + smoothed(step) + counting(t);
    }

    private boolean weighted() {
        return !classWeights.isEmpty();
    }

    /** What sums over the rows are divided by. */
    private String divisor(String t) {
        return weighted() ? "Σ w[" + t + "]" : "count";
    }

    /** What a smoothed target is. */
    private String smoothed(Step step) {
        if (smoothing == 0) {
            return "";
        }
        String t = step.input(1).local();
        String w = weighted() ? " w" : "";
        return ", q = " + number(1f - smoothing) + (weighted() ? w + "[" + t + "]" : "") + " onehot(" + t + ") + "
                + number(smoothing) + " / " + step.input(0).shape().axis(-1).max() + w;
    }

    /** Which rows count. */
    private String counting(String t) {
        return logits ? ", rows with " + t + " = " + ignoreIndex + " left out" : "";
    }

    private static String number(float value) {
        return Floats.literal(value).replace("f", "");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value target = step.input(1);
        Value d = adjoint.gradient(step.output());
        Value sums = step.outputs().get(1);
        adjoint.contribute(step.input(0), new Gradient(this), List.of(step.input(0), target, d, sums));
        if (step.inputs().size() > 2) {
            Value shown = step.input(2);
            adjoint.show(shown, new Gradient(OF_PROBABILITIES), List.of(shown, target, d, sums));
        }
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        String sums = code.array(step.outputs().get(1));
        code.add("$T.fill($L, 0)", Arrays.class, sums);
        code.rows(
                x,
                1,
                (first, count) -> code.add(
                        "$L.$L($L, $L)",
                        kernel(step, step.output(), code),
                        logits ? "ofLogits" : "ofProbabilities",
                        rows(step, code, first, count),
                        sums));
        code.add("a.sumOverBatch($L)", sums).add("$1L[0] = (float) ($2L[0] / $2L[1])", code.array(step.output()), sums);
    }

    /** The arguments that say which rows. */
    private static String rows(Step step, Code code, Index first, Index count) {
        Index classes = code.axes(step.input(0)).size(-1);
        return String.join(
                ", ",
                code.array(step.input(0)),
                first.times(classes).toString(),
                code.array(step.input(1)),
                first.toString(),
                count.toString());
    }

    /** The constant that computes the loss. */
    private String kernel(Step step, Value loss, Code code) {
        CodeBlock.Builder value = CodeBlock.builder()
                .add(
                        "$T.of($L)",
                        KernelTypes.CROSS_ENTROPY,
                        step.input(0).shape().axis(-1).max());
        if (smoothing != 0) {
            value.add(".labelSmoothing($L)", Floats.literal(smoothing));
        }
        if (weighted()) {
            value.add(".classWeights($L)", code.constant(loss.name() + "ClassWeights", classWeights));
        }
        if (ignoreIndex != IGNORED) {
            value.add(".ignoreIndex($L)", ignoreIndex);
        }
        return code.constant(loss.name(), KernelTypes.CROSS_ENTROPY, value.build());
    }

    /** {@code ∂logits = (softmax(logits) − onehot) ∂L / Σ weight}. */
    private record Gradient(CrossEntropy loss) implements Op {
        @Override
        public String formula(Step step) {
            String x = step.input(0).local();
            String t = step.input(1).local();
            String slope;
            if (!loss.logits) {
                slope = "−onehot(" + t + ") / " + x;
            } else if (loss.smoothing == 0) {
                slope = (loss.weighted() ? "w[" + t + "] " : "") + "(softmax(" + x + ") − onehot(" + t + "))";
            } else {
                slope = "(" + (loss.weighted() ? "Σq " : "") + "softmax(" + x + ") − q)";
            }
            return step.output().local() + Linear.sign(step) + step.input(2).local() + " / " + loss.divisor(t) + " · "
                    + slope + loss.smoothed(step) + loss.counting(t);
        }

        @Override
        public void emit(Step step, Code code) {
            String scale = code.name("scale");
            code.add("float $L = (float) ($L[0] / $L[1])", scale, code.array(step.input(2)), code.array(step.input(3)));
            code.rows(
                    step.input(0),
                    1,
                    (first, count) -> code.add(
                            "$L.$L($L, $L, $L, $L)",
                            loss.kernel(step, step.input(2), code),
                            loss.logits ? "gradientOfLogits" : "gradientOfProbabilities",
                            rows(step, code, first, count),
                            scale,
                            code.array(step.output()),
                            Boolean.toString(step.add())));
        }
    }
}
