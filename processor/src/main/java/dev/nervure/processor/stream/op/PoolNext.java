package dev.nervure.processor.stream.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;

/**
 * The greatest or the mean of each window of a stream, {@code [channels, places]}. Reads x and the position; writes the
 * results, and the places that later windows still reach.
 *
 * @param max the greatest; otherwise the mean
 */
public record PoolNext(boolean max, Window window) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + (max ? "max" : "mean") + " of the " + window.size()
                + " places of each window of " + step.input(0).local() + " and the places before it";
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        Axes axes = code.axes(x);
        String layer = code.constant(
                y.name() + "Pooling",
                StreamKernels.STREAM_POOLING,
                CodeBlock.of(
                        "new $T($L, $L, $L, $L, $L, $L, $L)",
                        StreamKernels.STREAM_POOLING,
                        max,
                        x.shape().axis(0).max(),
                        window.size(),
                        window.stride(),
                        window.dilation(),
                        x.shape().axis(1).max(),
                        y.shape().axis(1).max()));
        code.nest(y, 0, at -> {
            Index s = at.get(0);
            code.add(
                    "$L.forward($L, $L, $L, $L[$L], $L, $L)",
                    layer,
                    code.array(x),
                    s,
                    code.length(axes, 1, s),
                    code.array(step.input(1)),
                    s,
                    code.array(step.outputs().get(1)),
                    code.array(y));
        });
    }
}
