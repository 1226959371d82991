package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The axes of a sample in another order.
 *
 * @param order for each axis of the result, the axis that it was
 */
public record Transpose(List<Integer> order) implements Op {
    public Transpose {
        order = List.copyOf(order);
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + " with axes in the order " + order;
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        List<Integer> back = new ArrayList<>();
        for (int axis = 0; axis < order.size(); axis++) {
            back.add(order.indexOf(axis));
        }
        adjoint.contribute(step.input(0), new Transpose(back), List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        code.nest(y, order.size(), at -> {
            List<Index> from = new ArrayList<>(List.of(at.get(0)));
            for (int axis = 0; axis < order.size(); axis++) {
                from.add(at.get(1 + order.indexOf(axis)));
            }
            code.add(
                    "$L[$L] $L $L[$L]",
                    code.array(y),
                    code.offset(y, at),
                    step.add() ? "+=" : "=",
                    code.array(x),
                    code.offset(x, from));
        });
    }
}
