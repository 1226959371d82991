package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** See {@link Optimizer#with}. */
record Grouped(Optimizer base, String names, Optimizer other) implements Optimizer {
    @Override
    public float learningRate() {
        return base.learningRate();
    }

    @Override
    public int memory() {
        return base.memory();
    }

    @Override
    public Step step(long number, double learningRate) {
        return base.step(number, learningRate);
    }

    @Override
    public Function<Parameter, Optimizer> over(Weights weights) {
        Function<Parameter, Optimizer> ofBase = base.over(weights);
        Function<Parameter, Optimizer> ofOther = other.over(weights);
        Map<Parameter, Optimizer> others = new HashMap<>();
        Checks.named("an optimiser", names, weights)
                .forEach(parameter -> others.put(parameter, ofOther.apply(parameter)));
        return parameter -> {
            Optimizer own = others.get(parameter);
            return own == null ? ofBase.apply(parameter) : own;
        };
    }
}
