package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;

/** Two gradients that are equal and never differ: generated gradients hold one array for both, and nothing is computed. */
public record Alias() implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + ", one array";
    }

    @Override
    public boolean isAlias() {
        return true;
    }

    @Override
    public void emit(Step step, Code code) {}
}
