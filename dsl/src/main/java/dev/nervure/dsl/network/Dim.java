package dev.nervure.dsl.network;

import dev.nervure.dsl.Shape;

/**
 * One dimension of a {@link Shape}: a number, the batch, a symbol with a maximum, or a size that layers derive from one
 * (a strided convolution makes {@code floor((T + 1) / 2)} of {@code T}).
 */
public sealed interface Dim {
    /** The number of samples: the first dimension of every tensor that depends on an input. */
    static Dim batch() {
        return new Batch();
    }

    /** A size that is the same in every call. */
    static Dim of(int size) {
        return new Constant(size);
    }

    /** A size that each sample has for itself, from 1 to {@code max}. */
    static Dim symbol(String name, int max) {
        return new Symbol(name, max);
    }

    /** The largest value, for which memory is laid out. */
    int max();

    /** The smallest value: of the shortest sample, whose symbols are 1. */
    int min();

    /** This dimension and {@code n} more. */
    default Dim plus(int n) {
        return n == 0 ? this : new Sum(this, n);
    }

    /** {@code factor} times this dimension. */
    default Dim times(int factor) {
        return factor == 1 ? this : new Product(this, factor);
    }

    /** This dimension divided by {@code divisor}, rounded down. */
    default Dim floorDiv(int divisor) {
        return divisor == 1 ? this : new Quotient(this, divisor);
    }

    /** Whether the size is the same in every call. */
    default boolean constant() {
        return this instanceof Constant;
    }

    record Constant(int size) implements Dim {
        @Override
        public int max() {
            return size;
        }

        @Override
        public int min() {
            return size;
        }

        @Override
        public Dim plus(int n) {
            return new Constant(Math.addExact(size, n));
        }

        @Override
        public Dim times(int factor) {
            return new Constant(Math.multiplyExact(size, factor));
        }

        @Override
        public Dim floorDiv(int divisor) {
            return new Constant(Math.floorDiv(size, divisor));
        }

        @Override
        public String toString() {
            return Integer.toString(size);
        }
    }

    record Batch() implements Dim {
        /** One: sizes are counted for one sample. */
        @Override
        public int max() {
            return 1;
        }

        @Override
        public int min() {
            return 1;
        }

        @Override
        public String toString() {
            return "n";
        }
    }

    record Symbol(String name, int max) implements Dim {
        @Override
        public int min() {
            return 1;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Sum(Dim of, int term) implements Dim {
        @Override
        public int max() {
            return Math.addExact(of.max(), term);
        }

        @Override
        public int min() {
            return Math.addExact(of.min(), term);
        }

        @Override
        public Dim plus(int n) {
            return of.plus(term + n);
        }

        /** Simplifies {@code ⌊(2 T − 1) / 2⌋} to {@code T − 1}, so that equal lengths are equal dimensions. */
        @Override
        public Dim floorDiv(int divisor) {
            return of instanceof Product product && product.factor % divisor == 0
                    ? product.floorDiv(divisor).plus(Math.floorDiv(term, divisor))
                    : Dim.super.floorDiv(divisor);
        }

        @Override
        public String toString() {
            return of + (term < 0 ? " - " + -term : " + " + term);
        }
    }

    record Product(Dim of, int factor) implements Dim {
        @Override
        public int max() {
            return Math.multiplyExact(of.max(), factor);
        }

        @Override
        public int min() {
            return Math.multiplyExact(of.min(), factor);
        }

        @Override
        public Dim times(int n) {
            return of.times(Math.multiplyExact(factor, n));
        }

        @Override
        public Dim floorDiv(int divisor) {
            return factor % divisor == 0 ? of.times(factor / divisor) : Dim.super.floorDiv(divisor);
        }

        @Override
        public String toString() {
            return factor + (of instanceof Symbol ? " " + of : " (" + of + ")");
        }
    }

    record Quotient(Dim of, int divisor) implements Dim {
        @Override
        public int max() {
            return Math.floorDiv(of.max(), divisor);
        }

        @Override
        public int min() {
            return Math.floorDiv(of.min(), divisor);
        }

        @Override
        public String toString() {
            return "⌊" + (of instanceof Symbol ? of : "(" + of + ")") + " / " + divisor + "⌋";
        }
    }
}
