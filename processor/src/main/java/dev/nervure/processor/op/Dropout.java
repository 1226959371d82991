package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * {@code y = x ⊙ mask / (1 − p)} in a training pass, {@code y = x} in an evaluation. Its derivative is itself: the mask
 * can be told again from the pass. What is the same for every sample of a batch has one mask, that of its first sample.
 *
 * @param path the layer whose mask it is, by its path in the network
 */
public record Dropout(float p, String path) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + " ⊙ mask / (1 − p), p = "
                + Floats.literal(p).replace("f", "") + "; all of it in an evaluation";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), this, List.of(adjoint.gradient(step.output())));
    }

    @Override
    public boolean inPlace(Step step) {
        return true;
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        String dropout = code.constant(
                x.name() + "Dropout",
                KernelTypes.DROPOUT,
                CodeBlock.of(
                        "new $T($L, $L, $L)",
                        KernelTypes.DROPOUT,
                        x.shape().size(),
                        Floats.literal(p),
                        Masks.layer(path)));
        code.begin("if (a.pass() == null)");
        Copy.copy(step, code);
        code.otherwise()
                .add(
                        "$L.apply($L, $L, $L, a.pass().seed(), $L, a.turns(), $L)",
                        dropout,
                        code.array(x),
                        code.array(step.output()),
                        Code.samples(x.shape()),
                        x.shape().batched() ? "a.pass().firstSample()" : "a.firstOfBatch()",
                        Boolean.toString(step.add()))
                .end();
    }
}
