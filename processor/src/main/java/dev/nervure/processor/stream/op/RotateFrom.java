package dev.nervure.processor.stream.op;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.op.Rotate;

/**
 * {@link Rotate} from where a stream is, which it reads after what it rotates.
 *
 * @param longest how many places there can be
 */
public record RotateFrom(Rotate rotate, int longest) implements Op {
    @Override
    public String formula(Step step) {
        return rotate.formula(step) + ", t of the stream";
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Axes axes = code.axes(x);
        int size = rotate.size();
        String angles = code.constant(
                "rotaryAngles" + longest + "x" + size + "Base"
                        + Floats.literal(rotate.base()).replaceAll("\\W", "_"),
                ArrayTypeName.of(TypeName.FLOAT),
                CodeBlock.of(
                        "$T.rotary($L, $L, $L)",
                        StreamKernels.POSITIONS,
                        longest,
                        size,
                        Floats.literal(rotate.base())));
        code.nest(
                axes,
                0,
                at -> code.add(
                        "$T.rotate($L, $L, $L, $L[$L], $L, $L, $L, $L, $L, $L, $L, $L)",
                        StreamKernels.POSITIONS,
                        code.array(x),
                        axes.offset(at),
                        code.length(axes, 0, at.get(0)),
                        code.array(step.input(1)),
                        at.get(0),
                        axes.size(1),
                        Integer.toString(rotate.heads()),
                        Integer.toString(size),
                        angles,
                        Boolean.toString(rotate.interleaved()),
                        Boolean.toString(rotate.back()),
                        code.array(step.output()),
                        Boolean.toString(step.add())));
    }
}
