package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import java.util.function.Function;

/** See {@link Optimizer#sparse}. */
record Sparse(Optimizer dense) implements Optimizer {
    @Override
    public float learningRate() {
        return dense.learningRate();
    }

    @Override
    public int memory() {
        return dense.memory();
    }

    @Override
    public boolean leavesZeros() {
        return dense.leavesZeros();
    }

    @Override
    public Optimizer sparse() {
        return this;
    }

    @Override
    public Step step(long number, double learningRate) {
        return dense.step(number, learningRate);
    }

    @Override
    public Step step(long number, double learningRate, Step last) {
        return dense.step(number, learningRate, last);
    }

    @Override
    public Function<Parameter, Optimizer> over(Weights weights) {
        return dense.over(weights).andThen(Optimizer::sparse);
    }
}
