package dev.nervure.processor.stream.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * The rows of a table of positions {@code [longest, k]} from where a stream is: of a learned one, which is read before the
 * position, or of sines and cosines.
 */
public record TableFrom(int longest) implements Op {
    @Override
    public String formula(Step step) {
        boolean learned = step.inputs().size() > 1;
        return step.output().local() + "[t] = " + (learned ? "W" : "sines and cosines") + " of place t of the stream";
    }

    @Override
    public void emit(Step step, Code code) {
        Value y = step.output();
        Axes axes = code.axes(y);
        int width = y.shape().axis(1).max();
        boolean learned = step.inputs().size() > 1;
        String table = learned
                ? code.array(step.input(0))
                : code.constant(
                        "positions" + longest + "x" + width,
                        com.palantir.javapoet.ArrayTypeName.of(com.palantir.javapoet.TypeName.FLOAT),
                        CodeBlock.of("$T.sinusoidal($L, $L)", StreamKernels.POSITIONS, longest, width));
        Value position = step.input(learned ? 1 : 0);
        code.nest(y, 0, at -> {
            Index s = at.get(0);
            code.add(
                    "System.arraycopy($L, $L[$L] * $L, $L, $L, $L)",
                    table,
                    code.array(position),
                    s,
                    axes.size(1),
                    code.array(y),
                    axes.offset(List.of(s)),
                    code.length(axes, 0, s).times(axes.size(1)));
        });
    }
}
