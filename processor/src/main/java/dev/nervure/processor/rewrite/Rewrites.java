package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Program;
import java.util.List;

/** All rewrites, in the order in which they are applied. */
public final class Rewrites {
    /**
     * Before differentiation, of forward steps. The order is that of the runtime's epilogue: what a later one adds comes
     * after what an earlier one added.
     */
    private static final List<Rewrite> FORWARD =
            List.of(new FoldBatchNorm(), new AddResidual(), new ApplyFunction(), new TakeMaxima(), new TakeMeans());

    /** After differentiation, of backward steps, and of what forward and backward read alike. */
    private static final List<Rewrite> BACKWARD =
            List.of(new GradientsThroughMaxima(), new GradientsOfSums(), new ReadInPlace());

    private Rewrites() {}

    /** A program whose layouts are chosen, with its steps computed together where that is better. */
    public static Program forward(Program program) {
        return apply(FORWARD, program);
    }

    /** The same for the steps of backward. */
    public static Program backward(Program program) {
        return apply(BACKWARD, program);
    }

    private static Program apply(List<Rewrite> rewrites, Program program) {
        Program result = program.withBodies(body -> apply(rewrites, body));
        for (Rewrite rewrite : rewrites) {
            result = rewrite.apply(result);
        }
        return result;
    }
}
