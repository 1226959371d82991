package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(Q Kᵀ / √d) V} for each head, over the places that the sample has. Reads the tensors that hold queries,
 * keys and values, which may be one, and may be the same for every sample; and a mask, if there is one: {@code [heads, steps,
 * places]}, of which axes at the front may be missing or 1. Writes the results, and for each query the logarithm of its sum,
 * {@code [heads, steps]}.
 *
 * @param heads of queries
 * @param memoryHeads of keys and values, each for as many neighbouring heads of queries
 * @param size of a query and a key
 * @param valueSize of a value and a result
 * @param causal whether a query sees the places up to its own only
 * @param window how many places a causal query sees, its own and those before it; 0 for all
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
        int window,
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
        public CodeBlock java(Value tensor) {
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
        return step.output().local() + " = softmax(" + scores(mask(step.inputs())) + (causal ? ", causal" : "")
                + (window == 0 ? "" : " over " + window + " places") + ")"
                + (dropout == 0 ? "" : " ⊙ mask / (1 − p)") + " V, " + (heads == 1 ? "1 head" : heads + " heads");
    }

    /** The mask among what a step reads; null if there is none. */
    private static @Nullable Value mask(List<Value> reads) {
        return reads.size() > 3 ? reads.get(3) : null;
    }

    private String scores(@Nullable Value mask) {
        String scores = "Q Kᵀ / √" + size;
        return mask == null
                ? scores
                : mask.element() == Value.Element.INT
                        ? scores + " where " + mask.local()
                        : scores + " + " + mask.local();
    }

    @Override
    public long multiplyAdds(Step step) {
        return (long) heads * steps.max() * places.max() * (size + valueSize);
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value y = step.output();
        Value mask = mask(step.inputs());
        List<Value> reads = new ArrayList<>(List.of(
                step.input(0), step.input(1), step.input(2), y, step.outputs().get(1), adjoint.gradient(y)));
        List<Value> ofThese = new ArrayList<>(step.inputs().subList(0, 3));
        if (mask != null) {
            reads.add(mask);
            if (adjoint.wanted(mask)) {
                ofThese.add(mask);
            }
        }
        adjoint.contribute(ofThese, new Gradient(this), reads);
    }

    @Override
    public void emit(Step step, Code code) {
        Value mask = mask(step.inputs());
        String layer = constant(step.inputs(), step.output(), code::constant);
        code.nest(
                step.output(),
                0,
                at -> code.add(
                        "$L.forward($L, $L, $L, $L$L, $L, $L, $L, $L$L)",
                        layer,
                        code.array(step.input(0)),
                        code.array(step.input(1)),
                        code.array(step.input(2)),
                        mask == null ? "" : code.array(mask) + ", ",
                        at.get(0),
                        code.dim(steps, at.get(0)),
                        code.dim(places, at.get(0)),
                        code.array(step.output()),
                        code.array(step.outputs().get(1)),
                        dropped(at.get(0), mask)));
    }

    /** What tells which weights of a sample are dropped; without a mask it may be left out. */
    private CodeBlock dropped(Index sample, @Nullable Value mask) {
        if (dropout == 0) {
            return mask == null ? CodeBlock.of("") : CodeBlock.of(", $T.NONE", KernelTypes.DROPOUT);
        }
        return sample.isZero()
                ? CodeBlock.of(", a.dropoutOfBatch($L)", Masks.layer(path))
                : CodeBlock.of(", a.dropout($L, $L)", sample, Masks.layer(path));
    }

    /** Gives a constant of a class its name. */
    @FunctionalInterface
    public interface Constants {
        String constant(String wanted, TypeName type, CodeBlock value);
    }

    /** The constant that says where the vectors of a step lie: queries, keys, values and the mask are the first it reads. */
    public String constant(List<Value> reads, Value result, Constants constants) {
        Value mask = mask(reads);
        return constants.constant(
                result.name() + "Layout",
                KernelTypes.ATTENTION,
                CodeBlock.of(
                        "new $T($L, $L, $L, $L, $L, $L, $L,$W$L,$W$L,$W$L,$W$L$L)$L",
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
                        results.java(result),
                        mask == null ? "" : CodeBlock.of(",$W$L", rows(mask).java(mask)),
                        window == 0 ? "" : ".window(" + window + ")"));
    }

    /** Where the rows of a mask lie. Axes that are missing, or 1, are the same for all. */
    private static Vectors rows(Value mask) {
        Shape shape = mask.shape();
        int rank = shape.rank();
        int places = shape.axis(-1).max();
        boolean eachStep = rank > 1 && !shape.axis(-2).equals(Dim.of(1));
        int ofHead = rank > 1 ? shape.axis(-2).max() * places : places;
        return new Vectors(0, shape.size() > ofHead ? ofHead : 0, eachStep ? places : 0);
    }

    /** Adds to the gradients of the three tensors; the probabilities are computed again. */
    private record Gradient(Attend attention) implements Op {
        @Override
        public String formula(Step step) {
            boolean drops = attention.dropout > 0;
            Value mask = maskRead(step);
            String root = " / √" + attention.size;
            String scores = attention.scores(mask);
            return "P = softmax(" + scores + (drops ? "), M = mask / (1 − p)" : ")") + ", δ = "
                    + step.input(5).local() + ", S = P ⊙ (" + (drops ? "M ⊙ " : "") + "δ Vᵀ − Σ δ ⊙ "
                    + step.input(3).local() + ")" + root + ": dQ += S K, dK += Sᵀ Q, dV += "
                    + (drops ? "(P ⊙ M)ᵀ δ" : "Pᵀ δ")
                    + (step.outputs().size() > 3
                            ? ", " + step.outputs().get(3).local() + " += √" + attention.size + " S"
                            : "");
        }

        private static @Nullable Value maskRead(Step step) {
            return step.inputs().size() > 6 ? step.input(6) : null;
        }

        @Override
        public void emit(Step step, Code code) {
            Value y = step.input(3);
            Value mask = maskRead(step);
            List<Value> reads = new ArrayList<>(step.inputs().subList(0, 3));
            if (mask != null) {
                reads.add(mask);
            }
            String layer = attention.constant(reads, y, code::constant);
            code.nest(
                    y,
                    0,
                    at -> code.add(
                            "$L.addGradients($L, $L, $L, $L$L, $L, $L, $L, $L, $L, $L, $L, $L$L$L)",
                            layer,
                            code.array(step.input(0)),
                            code.array(step.input(1)),
                            code.array(step.input(2)),
                            mask == null ? "" : code.array(mask) + ", ",
                            code.array(y),
                            code.array(step.input(4)),
                            code.array(step.input(5)),
                            at.get(0),
                            code.dim(attention.steps, at.get(0)),
                            code.dim(attention.places, at.get(0)),
                            code.array(step.outputs().get(0)),
                            code.array(step.outputs().get(1)),
                            code.array(step.outputs().get(2)),
                            ofMask(step, mask, code),
                            attention.dropped(at.get(0), mask)));
        }

        /** The gradient of a mask of floats, or that nobody wants it. */
        private static String ofMask(Step step, @Nullable Value mask, Code code) {
            if (mask == null || mask.element() == Value.Element.INT) {
                return "";
            }
            return ", "
                    + code.arrayOrNull(
                            step.outputs().size() > 3 ? step.outputs().get(3) : null);
        }
    }
}
