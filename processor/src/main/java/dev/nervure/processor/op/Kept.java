package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.Step;

/** What a step writes for those who look, while all that computes with it reads it where it comes from. */
final class Kept {
    private Kept() {}

    /** Writes a copy where there are activations that hold one: under a condition, unless all do. */
    static void where(Step step, Code code, Runnable copy) {
        LeftOut left = code.leftOut(step);
        if (left.everything() > 0) {
            return;
        }
        boolean missing = left.training() > 0 || left.inference() > 0;
        if (missing) {
            String kept = code.array(step.output());
            String where = left.training() > 0 ? "where every tensor is kept" : "in training";
            code.comment("$L has a length only $L.", kept, where).begin("if ($L.length > 0)", kept);
        }
        copy.run();
        code.end(missing ? 1 : 0);
    }
}
