package dev.nervure.processor.stream.op;

import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * The last row of what a stream was given becomes its state, {@code [rows, k] → [k]}.
 *
 * @param first whether it does so before the first place alone, as a first state that is given; reads the position too
 * @param some whether there may be no place now, which changes nothing
 */
public record Remember(boolean first, boolean some) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local()
                + (first ? " at the first place" : " of the last place");
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value state = step.output();
        Axes axes = code.axes(x);
        Shape shape = x.shape();
        int size = state.shape().size();
        code.nest(state, 0, at -> {
            Index s = at.get(0);
            Index row = Index.ZERO;
            if (first) {
                code.begin("if ($L[$L] == 0)", code.array(step.input(1)), s);
            } else if (!shape.axis(0).constant()) {
                Index places = code.length(axes, 0, s);
                row = places.plus(-1).times(size);
                if (some) {
                    code.begin("if ($L > 0)", places);
                }
            }
            Index from = shape.batched() ? axes.offset(List.of(s)).plus(row) : row;
            code.add(
                    "System.arraycopy($L, $L, $L, $L, $L)",
                    code.array(x),
                    from,
                    code.array(state),
                    Index.of(size).times(s),
                    size);
            code.end(first || some ? 1 : 0);
        });
    }
}
