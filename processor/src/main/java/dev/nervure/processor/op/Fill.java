package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;

/** The same number everywhere: where the chain rule begins. */
public record Fill(float number) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local()
                + Linear.sign(step)
                + Floats.literal(number).replace("f", "");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        // a constant: nothing to tell
    }

    @Override
    public void emit(Step step, Code code) {
        Value out = step.output();
        if (out.isParameter() && code.layout(out) != Layout.FLAT) {
            zero(out, code);
        } else if (out.shape().equals(dev.nervure.dsl.Shape.of())) {
            code.add("$L[0] $L $L", code.array(out), step.add() ? "+=" : "=", Floats.literal(number));
        } else if (!step.add()) {
            code.add("$T.fill($L, $L)", java.util.Arrays.class, code.array(out), Floats.literal(number));
        } else {
            code.eachRow(out, 0, i -> code.add("$L[$L] += $L", code.array(out), i, Floats.literal(number)));
        }
    }

    private void zero(Value gradient, Code code) {
        if (number != 0f) {
            throw new IllegalStateException("only 0 fills the gradient of a matrix");
        }
        if (code.layout(gradient) == Layout.INPUT_MAJOR) {
            code.add("$T.zero($L)", KernelTypes.ROWS, code.array(gradient));
        } else {
            code.add("$L.clear()", code.array(gradient));
        }
    }
}
