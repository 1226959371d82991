package dev.nervure.processor.op;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * Rotates pairs of values by an angle in proportion to their step, so that the product of a query and a key
 * depends on how far apart they are (Su and others 2021): {@code [steps, width] → [steps, width]}, of which the first
 * {@code heads · size} values of each row are rotated and the others copied.
 *
 * @param heads the vectors of a row that are rotated
 * @param size the size of one of them
 * @param base of the angles: pair {@code i} of step {@code t} is rotated by {@code t / base^(2i / size)}
 * @param interleaved whether neighbours are a pair; else the first half of a vector and the second are paired
 * @param back whether the other way round, which the gradient is
 */
public record Rotate(int heads, int size, float base, boolean interleaved, boolean back) implements Op {
    @Override
    public String formula(Step step) {
        String turn = back ? "−t" : "t";
        return step.output().local() + " = rotate(" + step.input(0).local() + ", " + turn + " / "
                + Floats.literal(base).replace("f", "") + "^(2i / " + size + "))";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(
                step.input(0),
                new Rotate(heads, size, base, interleaved, !back),
                List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Shape shape = x.shape();
        int steps = shape.axis(0).max();
        String angles = code.constant(
                "rotaryAngles" + steps + "x" + size + "Base"
                        + Floats.literal(base).replaceAll("\\W", "_"),
                ArrayTypeName.of(TypeName.FLOAT),
                CodeBlock.of("$T.rotary($L, $L, $L)", KernelTypes.POSITIONS, steps, size, Floats.literal(base)));
        Axes axes = code.axes(x);
        code.nest(
                axes,
                0,
                at -> code.add(
                        "$T.rotate($L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L)",
                        KernelTypes.POSITIONS,
                        code.array(x),
                        axes.offset(at),
                        code.length(axes, 0, at.get(0)),
                        axes.size(1),
                        Integer.toString(heads),
                        Integer.toString(size),
                        angles,
                        Boolean.toString(interleaved),
                        Boolean.toString(back),
                        code.array(step.output()),
                        Boolean.toString(step.add())));
    }
}
