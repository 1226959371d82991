package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * {@code softmax(Q Kᵀ / √d) V} for each head, over the places that the sample has. Reads the tensors that hold queries,
 * keys and values, which may be one, and may be the same for every sample; writes the results, and for each query the logarithm of its sum, {@code [heads,
 * steps]}.
 *
 * @param heads of queries
 * @param memoryHeads of keys and values, each for as many neighbouring heads of queries
 * @param size of a query and a key
 * @param valueSize of a value and a result
 * @param causal whether a query sees the places up to its own only
 * @param dropout the share of weights that a training pass drops
 * @param path the layer whose masks they are, by its path in the network
 * @param steps how many queries there are
 * @param places how many keys and values
 */
public record Attend(
        int heads,
        int memoryHeads,
        int size,
        int valueSize,
        boolean causal,
        float dropout,
        String path,
        Dim steps,
        Dim places,
        Vectors queries,
        Vectors keys,
        Vectors values,
        Vectors results)
        implements Op {
    /** Where the vectors lie in a sample of a tensor: from where, how far from head to head, and from step to step. */
    public record Vectors(int from, int head, int step) {
        CodeBlock java(Value tensor) {
            return CodeBlock.of(
                    "new $T.Vectors($L, $L, $L, $L)",
                    KernelTypes.ATTENTION,
                    tensor.shape().batched() ? tensor.shape().size() : 0,
                    from,
                    head,
                    step);
        }
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = softmax(Q Kᵀ / √" + size + (causal ? ", causal" : "") + ")"
                + (dropout == 0 ? "" : " ⊙ mask / (1 − p)") + " V, " + (heads == 1 ? "1 head" : heads + " heads");
    }

    @Override
    public long multiplyAdds(Step step) {
        return (long) heads * steps.max() * places.max() * (size + valueSize);
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value y = step.output();
        adjoint.contribute(
                step.inputs(),
                new Gradient(this),
                List.of(
                        step.input(0),
                        step.input(1),
                        step.input(2),
                        y,
                        step.outputs().get(1),
                        adjoint.gradient(y)));
    }

    @Override
    public void emit(Step step, Code code) {
        String layer = constant(step.inputs(), step.output(), code::constant);
        code.nest(
                step.output(),
                0,
                at -> code.add(
                        "$L.forward($L, $L, $L, $L, $L, $L, $L, $L$L)",
                        layer,
                        code.array(step.input(0)),
                        code.array(step.input(1)),
                        code.array(step.input(2)),
                        at.get(0),
                        code.dim(steps, at.get(0)),
                        code.dim(places, at.get(0)),
                        code.array(step.output()),
                        code.array(step.outputs().get(1)),
                        dropped(at.get(0))));
    }

    /** What tells which weights of a sample are dropped. */
    private String dropped(Index sample) {
        if (dropout == 0) {
            return "";
        }
        return sample.isZero()
                ? ", a.dropoutOfBatch(" + Masks.layer(path) + ")"
                : ", a.dropout(" + sample + ", " + Masks.layer(path) + ")";
    }

    /** Gives a constant of a class its name. */
    @FunctionalInterface
    public interface Constants {
        String constant(String wanted, TypeName type, CodeBlock value);
    }

    /** The constant that says where the vectors of a step lie. */
    public String constant(List<Value> reads, Value result, Constants constants) {
        return constants.constant(
                result.name() + "Layout",
                KernelTypes.ATTENTION,
                CodeBlock.of(
                        "new $T($L, $L, $L, $L, $L, $L, $L,$W$L,$W$L,$W$L,$W$L)",
                        KernelTypes.ATTENTION,
                        heads,
                        memoryHeads,
                        size,
                        valueSize,
                        steps.max(),
                        causal,
                        Floats.literal(dropout),
                        queries.java(reads.get(0)),
                        keys.java(reads.get(1)),
                        values.java(reads.get(2)),
                        results.java(result)));
    }

    /** Adds to the gradients of the three tensors; the probabilities are computed again. */
    private record Gradient(Attend attention) implements Op {
        @Override
        public String formula(Step step) {
            boolean drops = attention.dropout > 0;
            String root = " / √" + attention.size;
            return "P = softmax(Q Kᵀ" + root + (drops ? "), M = mask / (1 − p)" : ")") + ", δ = "
                    + step.input(5).local() + ", S = P ⊙ (" + (drops ? "M ⊙ " : "") + "δ Vᵀ − Σ δ ⊙ "
                    + step.input(3).local() + ")" + root + ": dQ += S K, dK += Sᵀ Q, dV += "
                    + (drops ? "(P ⊙ M)ᵀ δ" : "Pᵀ δ");
        }

        @Override
        public void emit(Step step, Code code) {
            Value y = step.input(3);
            String layer = attention.constant(step.inputs(), y, code::constant);
            code.nest(
                    y,
                    0,
                    at -> code.add(
                            "$L.addGradients($L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L$L)",
                            layer,
                            code.array(step.input(0)),
                            code.array(step.input(1)),
                            code.array(step.input(2)),
                            code.array(y),
                            code.array(step.input(4)),
                            code.array(step.input(5)),
                            at.get(0),
                            code.dim(attention.steps, at.get(0)),
                            code.dim(attention.places, at.get(0)),
                            code.array(step.outputs().get(0)),
                            code.array(step.outputs().get(1)),
                            code.array(step.outputs().get(2)),
                            attention.dropped(at.get(0))));
        }
    }
}
