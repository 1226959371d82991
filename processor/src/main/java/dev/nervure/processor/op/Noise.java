package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.Arrays;

/**
 * Numbers that a training pass draws from its seed; in an evaluation their mean. What is the same for every sample of a batch
 * gets the numbers of its first sample. They have no derivative.
 *
 * @param path the layer that they are of, by its path in the network
 */
public record Noise(Distribution distribution, String path) implements Op {
    /** What is drawn from. */
    public enum Distribution {
        /** Of mean 0 and deviation 1. */
        NORMAL("N(0, 1)", "normal", 0f),
        /** From 0 to under 1. */
        UNIFORM("U(0, 1)", "uniform", 0.5f);

        private final String symbol;
        private final String method;
        private final float mean;

        Distribution(String symbol, String method, float mean) {
            this.symbol = symbol;
            this.method = method;
            this.mean = mean;
        }

        /** What an evaluation has instead. */
        public float mean() {
            return mean;
        }
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " ~ " + distribution.symbol + "; "
                + Floats.literal(distribution.mean).replace("f", "") + " in an evaluation";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        // it reads nothing that could have a gradient
    }

    @Override
    public void emit(Step step, Code code) {
        Value y = step.output();
        String noise = code.constant(
                y.name(),
                KernelTypes.NOISE,
                CodeBlock.of("new $T($L, $L)", KernelTypes.NOISE, y.shape().size(), Masks.layer(path)));
        String pass = code.name("pass");
        code.add("$T $L = a.pass()", KernelTypes.TRAINING_PASS, pass)
                .begin("if ($L == null)", pass)
                .add(
                        "$T.fill($L, 0, $L, $L)",
                        Arrays.class,
                        code.array(y),
                        code.axes(y).all(),
                        Floats.literal(distribution.mean))
                .otherwise()
                .add(
                        "$L.$L($L, $L, $L.seed(), $L, a.turns())",
                        noise,
                        distribution.method,
                        code.array(y),
                        Code.samples(y.shape()),
                        pass,
                        y.shape().batched() ? pass + ".firstSample()" : "a.firstOfBatch()")
                .end();
    }
}
