package dev.nervure.processor.small;

import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Numbers and tensors added, multiplied, broadcast. */
final class SmallArithmetic {
    private SmallArithmetic() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        Map<String, BinaryOperator<Tensor>> operators = new LinkedHashMap<>();
        operators.put("plus", Tensor::plus);
        operators.put("minus", Tensor::minus);
        operators.put("times", Tensor::times);
        operators.put("div", (a, b) -> a.div(b.softplus().plus(0.2f))); // away from 0
        operators.forEach((name, operator) -> {
            Tensor itself = Small.input(3).tanh();
            all.add(Small.of(name, operator.apply(Small.input(3), Small.input("b", 3))));
            all.add(Small.of(name + " itself", operator.apply(itself, itself)));
            all.add(Small.of(name + " a column", operator.apply(Small.input(2, 3), Small.input("b", 2, 1))));
            all.add(Small.of(name + " of a column", operator.apply(Small.input("b", 2, 1), Small.input(2, 3))));
            all.add(Small.of(name + " both ways", operator.apply(Small.input("b", 2, 1), Small.input("c", 1, 3))));
            all.add(Small.of(name + " a row of fewer axes", operator.apply(Small.input(2, 2, 3), Small.input("b", 3))));
            all.add(Small.of(name + " within", operator.apply(Small.input(2, 3, 2), Small.input("b", 2, 1, 2))));
        });
        Tensor x = Small.input(3);
        all.add(Small.of("plus a number", x.plus(0.5f)));
        all.add(Small.of("minus a number", x.minus(0.5f)));
        all.add(Small.of("times a number", x.times(-1.5f)));
        all.add(Small.of("div by a number", x.div(4)));
        all.add(Small.of("unaryMinus", x.unaryMinus()));
        all.add(Small.of("scale", x.scale(-0.7f, 0.3f)));
        all.add(Small.of("exp", x.tanh().exp()));
        all.add(Small.of("log", x.sigmoid().plus(0.1f).log()));
        all.add(Small.of("sqrt", x.sigmoid().plus(0.1f).sqrt()));
        for (float exponent : new float[] {1, 2, 3, -1, -2, 0.5f, -0.5f, 1.7f}) {
            all.add(Small.of("pow " + exponent, x.softplus().plus(0.2f).pow(exponent)));
        }
        all.add(Small.of("pow 2 of any sign", x.pow(2)));
        all.add(Small.of("pow 3 of any sign", x.pow(3)));
        all.add(Small.of("add of three", x.add(x.tanh(), x.sigmoid())));
        all.add(Small.of("add of three shapes", Small.input(2, 3).add(Small.input("b", 2, 1), Small.input("c", 3))));
        all.add(Small.of("multiply of three", x.multiply(x.tanh(), x.sigmoid())));
        all.add(Small.of("subtract", x.subtract(x.tanh())));
        all.add(Small.of("divide", x.divide(x.exp())));
        all.add(Small.of("what cancels", x.minus(x).plus(x.times(2)).div(2)));
        return all;
    }
}
