package dev.nervure.processor.stream.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Attend;
import java.util.Optional;

/**
 * Causal attention of a stream: keys and values of the places that are given now are added to those so far. Reads the
 * tensors that hold queries, keys and values, and the position; writes the results, and both caches.
 *
 * @param attend the whole
 * @param capacity how many places a query sees at most
 */
public record AttendCached(Attend attend, int capacity) implements Op {
    private static final int WHOLE = 64; // floats: rows of a cache end with a vector

    /** After how many places keys and values are written over; empty if they never are. */
    public Optional<Integer> ring() {
        return attend.window() == 0 ? Optional.empty() : Optional.of(capacity);
    }

    /** The floats of a row of a cache. */
    public static int row(int capacity) {
        return (capacity + WHOLE - 1) / WHOLE * WHOLE;
    }

    @Override
    public String formula(Step step) {
        int heads = attend.heads();
        return step.output().local() + " = softmax(Q Kᵀ / √" + attend.size() + ") V over the "
                + (attend.window() == 0 ? "places so far, " : "last " + capacity + " places, ")
                + ""
                + (heads == 1 ? "1 head" : heads + " heads");
    }

    @Override
    public long multiplyAdds(Step step) {
        return (long) attend.heads() * attend.steps().max() * capacity * (attend.size() + attend.valueSize());
    }

    @Override
    public void emit(Step step, Code code) {
        Value y = step.output();
        String layer = code.constant(
                y.name() + "Cache",
                StreamKernels.CACHED_ATTENTION,
                CodeBlock.of(
                        "new $T($L, $L, $L, $L, $L,$W$L,$W$L,$W$L,$W$L)",
                        StreamKernels.CACHED_ATTENTION,
                        attend.heads(),
                        attend.memoryHeads(),
                        attend.size(),
                        attend.valueSize(),
                        capacity,
                        attend.queries().java(step.input(0)),
                        attend.keys().java(step.input(1)),
                        attend.values().java(step.input(2)),
                        attend.results().java(y)));
        code.nest(y, 0, at -> {
            Index s = at.get(0);
            code.add(
                    "$L.forward($L, $L, $L, $L, $L, $L[$L], $L, $L, $L)",
                    layer,
                    code.array(step.input(0)),
                    code.array(step.input(1)),
                    code.array(step.input(2)),
                    s,
                    attend.steps().constant() ? Index.ONE : code.dim(attend.steps(), s),
                    code.array(step.input(3)),
                    s,
                    code.array(step.outputs().get(1)),
                    code.array(step.outputs().get(2)),
                    code.array(y));
        });
    }
}
