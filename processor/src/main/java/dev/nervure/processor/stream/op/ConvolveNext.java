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
 * A causal convolution of a stream, {@code [channels, places]}. Reads x, W, the position and b, if there is one; writes the
 * results, and the places that the kernel still reaches.
 */
public record ConvolveNext(Window window, int groups) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = W ∗ " + step.input(0).local() + " and the places before it"
                + (step.inputs().size() > 3 ? " + b" : "");
    }

    @Override
    public Integer ownAxis() {
        return 0;
    }

    @Override
    public long multiplyAdds(Step step) {
        return (long) step.output().shape().axis(1).max()
                * step.input(1).shape().size();
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        Axes axes = code.axes(x);
        int inputs = x.shape().axis(0).max();
        int outputs = y.shape().axis(0).max();
        String layer = code.constant(
                y.name() + "Convolution",
                StreamKernels.STREAM_CONVOLUTION,
                CodeBlock.of(
                        "new $T($L, $L, $L, $L, $L, $L, $L, $L, $L)",
                        StreamKernels.STREAM_CONVOLUTION,
                        inputs,
                        outputs,
                        groups,
                        window.size(),
                        window.stride(),
                        window.dilation(),
                        window.before(),
                        x.shape().axis(1).max(),
                        y.shape().axis(1).max()));
        String column = code.scratch("column", inputs * window.size());
        String sums = code.scratch("sums", outputs);
        code.nest(y, 0, at -> {
            Index s = at.get(0);
            code.add(
                    "$L.forward($L, $L, $L, $L, $L, $L[$L], $L, $L, $L, $L)",
                    layer,
                    code.array(x),
                    code.array(step.input(1)),
                    code.arrayOrNull(step.inputs().size() > 3 ? step.input(3) : null),
                    s,
                    code.length(axes, 1, s),
                    code.array(step.input(2)),
                    s,
                    code.array(step.outputs().get(1)),
                    column,
                    sums,
                    code.array(y));
        });
    }
}
