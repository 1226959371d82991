package dev.nervure.processor.stream.op;

import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.op.Pad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A margin before the first place of a stream: it comes with the first place, and later ones are as they are. Reads x and the
 * position.
 *
 * @param axis the variable one
 */
public record PadNext(Pad pad, int axis) implements Op {
    @Override
    public String formula(Step step) {
        return pad.formula(step) + ", which comes before the first place";
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        Axes from = code.axes(x);
        Axes to = code.axes(y);
        int rank = x.shape().rank();
        boolean floats = y.element() == Value.Element.FLOAT;
        code.nest(from, 0, at -> {
            Index s = at.get(0);
            Index size = to.size(0, rank);
            code.add(
                    "$T.fill($L, $L, $L, $L)",
                    Arrays.class,
                    code.array(y),
                    size.times(s),
                    size.times(s.plus(1)),
                    floats ? Floats.literal(pad.value()) : Integer.toString((int) pad.value()));
            String before = code.name("before");
            code.add(
                    "int $L = $L[$L] == 0 ? $L : 0",
                    before,
                    code.array(step.input(1)),
                    s,
                    pad.before().get(axis));
            List<Index> inside = new ArrayList<>(List.of(s));
            List<Index> outside = new ArrayList<>(List.of(s));
            for (int k = 0; k < rank - 1; k++) {
                Index place = code.loop("k" + k, code.length(from, k, s));
                inside.add(place);
                outside.add(place.plus(margin(k, before)));
            }
            outside.add(margin(rank - 1, before));
            code.add(
                    "System.arraycopy($L, $L, $L, $L, $L)",
                    code.array(x),
                    from.offset(inside),
                    code.array(y),
                    to.offset(outside),
                    code.length(from, rank - 1, s));
            code.end(rank - 1);
        });
    }

    private Index margin(int k, String before) {
        return k == axis ? Index.variable(before) : Index.of(pad.before().get(k));
    }
}
