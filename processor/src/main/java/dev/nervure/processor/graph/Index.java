package dev.nervure.processor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A whole number in generated code, such as an index, a length or the bound of a loop: a sum of products of literals,
 * sizes and variables. Writes itself without a factor of one or a term of zero, and with literals added up.
 */
public final class Index {
    public static final Index ZERO = new Index(List.of());
    public static final Index ONE = of(1);

    /** An expression of Java; a loose one needs parentheses as a factor. */
    private record Factor(String java, boolean loose) {}

    /** A product: sizes stand before variables, so that javac computes what is known. */
    private record Term(int literal, List<Factor> sizes, List<Factor> variables) {
        private boolean isLiteral() {
            return sizes.isEmpty() && variables.isEmpty();
        }

        private Term times(Term other) {
            return new Term(
                    Math.multiplyExact(literal, other.literal),
                    joined(sizes, other.sizes),
                    joined(variables, other.variables));
        }

        /** Java for the product of absolute value: the sign stands before it. */
        private String java() {
            List<Factor> factors = joined(sizes, variables);
            long size = Math.abs((long) literal);
            if (size == 1 && factors.size() == 1) {
                return factors.get(0).java;
            }
            StringJoiner product = new StringJoiner(" * ");
            if (size != 1 || factors.isEmpty()) {
                product.add(Long.toString(size));
            }
            factors.forEach(factor -> product.add(factor.loose ? "(" + factor.java + ")" : factor.java));
            return product.toString();
        }
    }

    private final List<Term> terms;

    private Index(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /** A literal. */
    public static Index of(int literal) {
        return literal == 0 ? ZERO : new Index(List.of(new Term(literal, List.of(), List.of())));
    }

    /** A constant of the class, by its name. */
    public static Index size(String name) {
        return new Index(List.of(new Term(1, List.of(new Factor(name, false)), List.of())));
    }

    /** A variable, an element of an array or a call. */
    public static Index variable(String java) {
        return ofVariable(java, false);
    }

    private static Index ofVariable(String java, boolean loose) {
        return new Index(List.of(new Term(1, List.of(), List.of(new Factor(java, loose)))));
    }

    /** The greater one. */
    public static Index max(Index a, Index b) {
        return variable("Math.max(" + a + ", " + b + ")");
    }

    /** The lesser one. */
    public static Index min(Index a, Index b) {
        return variable("Math.min(" + a + ", " + b + ")");
    }

    /** The product of all; 1 if there are none. */
    public static Index product(List<Index> factors) {
        return factors.stream().reduce(ONE, Index::times);
    }

    /** The sum; its literal stands last. */
    public Index plus(Index other) {
        List<Term> sum = new ArrayList<>();
        int literal = 0;
        for (Term term : joined(terms, other.terms)) {
            if (term.isLiteral()) {
                literal = Math.addExact(literal, term.literal);
            } else {
                sum.add(term);
            }
        }
        sum.addAll(of(literal).terms);
        return new Index(sum);
    }

    public Index plus(int literal) {
        return plus(of(literal));
    }

    public Index minus(Index other) {
        return plus(other.times(-1));
    }

    public Index times(Index other) {
        if (isZero() || other.isZero()) {
            return ZERO;
        }
        return new Index(List.of(asTerm().times(other.asTerm())));
    }

    public Index times(int literal) {
        return times(of(literal));
    }

    /** Divided and rounded towards 0. */
    public Index over(int divisor) {
        return divisor == 1 ? this : ofVariable(asFactor() + " / " + divisor, true);
    }

    private Term asTerm() {
        return terms.size() == 1 ? terms.get(0) : new Term(1, List.of(), List.of(new Factor(toString(), true)));
    }

    public boolean isZero() {
        return terms.isEmpty();
    }

    public boolean isOne() {
        return terms.equals(ONE.terms);
    }

    /** Java for it as the left side of a product or division. */
    public String asFactor() {
        return terms.size() > 1 || (!isZero() && terms.get(0).literal < 0) ? "(" + this + ")" : toString();
    }

    /** Java for it as the right side of a division. */
    public String asDivisor() {
        String java = toString();
        return java.contains(" ") ? "(" + java + ")" : java;
    }

    @Override
    public String toString() {
        if (isZero()) {
            return "0";
        }
        StringBuilder java = new StringBuilder();
        for (Term term : terms) {
            boolean negative = term.literal < 0;
            if (java.isEmpty()) {
                java.append(negative ? "-" : "");
            } else {
                java.append(negative ? " - " : " + ");
            }
            java.append(term.java());
        }
        return java.toString();
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
