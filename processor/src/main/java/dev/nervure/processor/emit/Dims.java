package dev.nervure.processor.emit;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import java.util.function.Function;

/** Dimensions as Java expressions. */
final class Dims {
    private Dims() {}

    /** The size of a dimension, with an expression for each symbol. */
    static String java(Dim dim, Function<Dim.Symbol, String> symbol) {
        if (dim instanceof Dim.Symbol s) {
            return symbol.apply(s);
        }
        if (dim instanceof Dim.Sum sum) {
            return "(" + java(sum.of(), symbol) + (sum.term() < 0 ? " - " + -sum.term() : " + " + sum.term()) + ")";
        }
        if (dim instanceof Dim.Product product) {
            return product.factor() + " * " + java(product.of(), symbol);
        }
        if (dim instanceof Dim.Quotient quotient) {
            return "(" + java(quotient.of(), symbol) + " / " + quotient.divisor() + ")";
        }
        return dim instanceof Dim.Batch ? "n" : Integer.toString(dim.max());
    }

    /** What the first axis of a sample is as long as; empty where that is fixed. */
    static String variable(Shape shape) {
        return shape.rank() == 0 || shape.axis(0).constant()
                ? ""
                : shape.axis(0).toString();
    }
}
