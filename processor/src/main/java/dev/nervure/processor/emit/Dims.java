package dev.nervure.processor.emit;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Index;
import java.util.function.Function;

/** Dimensions as Java expressions. */
final class Dims {
    private Dims() {}

    /** The size of a dimension, with an expression for each symbol. */
    static Index java(Dim dim, Function<Dim.Symbol, Index> symbol) {
        if (dim instanceof Dim.Symbol s) {
            return symbol.apply(s);
        }
        if (dim instanceof Dim.Sum sum) {
            return java(sum.of(), symbol).plus(sum.term());
        }
        if (dim instanceof Dim.Product product) {
            return java(product.of(), symbol).times(product.factor());
        }
        if (dim instanceof Dim.Quotient quotient) {
            return java(quotient.of(), symbol).over(quotient.divisor());
        }
        return dim instanceof Dim.Batch ? Index.variable("n") : Index.of(dim.max());
    }

    /** What the first axis of a sample is as long as; empty where that is fixed. */
    static String variable(Shape shape) {
        return shape.rank() == 0 || shape.axis(0).constant()
                ? ""
                : shape.axis(0).toString();
    }
}
