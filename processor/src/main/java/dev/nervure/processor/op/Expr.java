package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** An expression over the operands of an elementwise step: one float from the floats at one place of each operand. */
public sealed interface Expr {
    /** The operand of that number. */
    record Arg(int index) implements Expr {}

    /** A number. */
    record Literal(float value) implements Expr {}

    /** A number beside integers. */
    record Whole(int value) implements Expr {}

    /** A function of further expressions. */
    record Call(Fn fn, List<Expr> args) implements Expr {
        public Call {
            args = List.copyOf(args);
        }
    }

    static Expr arg(int index) {
        return new Arg(index);
    }

    static Expr of(double value) {
        return new Literal((float) value);
    }

    /** A number of that type: of integers, a whole one. */
    static Expr of(float value, boolean integers) {
        return integers ? new Whole((int) value) : of(value);
    }

    /** Java for it, with all operands read at {@code index}. */
    default String at(Code code, List<Value> operands, Index index) {
        return java(i -> code.array(operands.get(i)) + "[" + index + "]");
    }

    default Expr plus(Expr other) {
        if (isNumber(0)) {
            return other;
        }
        return other.isNumber(0) ? this : new Call(Fn.ADD, List.of(this, other));
    }

    default Expr minus(Expr other) {
        return other.isNumber(0) ? this : new Call(Fn.SUBTRACT, List.of(this, other));
    }

    default Expr times(Expr other) {
        if (isNumber(0) || other.isNumber(1)) {
            return this;
        }
        if (other.isNumber(0) || isNumber(1)) {
            return other;
        }
        return new Call(Fn.MULTIPLY, List.of(this, other));
    }

    default Expr over(Expr other) {
        return other.isNumber(1) ? this : new Call(Fn.DIVIDE, List.of(this, other));
    }

    default Expr negate() {
        if (this instanceof Whole w) {
            return new Whole(-w.value());
        }
        return this instanceof Literal l ? of(-l.value()) : new Call(Fn.NEGATE, List.of(this));
    }

    /** {@code positive} where this is above zero, {@code other} elsewhere. */
    default Expr select(Expr positive, Expr other) {
        return new Call(Fn.SELECT, List.of(this, positive, other));
    }

    default boolean isNumber(float number) {
        return this instanceof Literal l ? l.value() == number : this instanceof Whole w && w.value() == number;
    }

    /** The numbers of the operands that it reads. */
    default SortedSet<Integer> reads() {
        SortedSet<Integer> found = new TreeSet<>();
        if (this instanceof Arg a) {
            found.add(a.index());
        } else if (this instanceof Call c) {
            c.args().forEach(arg -> found.addAll(arg.reads()));
        }
        return found;
    }

    /** This expression with every operand replaced. */
    default Expr map(IntFunction<Expr> operand) {
        if (this instanceof Arg a) {
            return operand.apply(a.index());
        }
        if (this instanceof Call c) {
            return new Call(
                    c.fn(), c.args().stream().map(arg -> arg.map(operand)).toList());
        }
        return this;
    }

    /**
     * {@code d} times the slope of this expression in operand {@code index}, by the chain rule.
     *
     * @param value an expression for this expression's own value, which slopes may read instead of computing it again
     */
    default Expr pull(int index, Expr value, Expr d) {
        if (this instanceof Arg a) {
            return a.index() == index ? d : of(0);
        }
        if (this instanceof Call c) {
            Expr sum = of(0);
            for (int i = 0; i < c.args().size(); i++) {
                Expr inner = c.args().get(i);
                if (inner.reads().contains(index)) {
                    Expr outer = c.fn().pull(c.args(), value, d).get(i);
                    sum = sum.plus(inner.pull(index, inner, outer));
                }
            }
            return sum;
        }
        return of(0);
    }

    /** As Java, with an expression for each operand. */
    default String java(IntFunction<String> operand) {
        return render(operand, Fn.LOOSEST);
    }

    /** As a formula, with a name for each operand. */
    default String formula(IntFunction<String> operand) {
        return java(i -> "\u0001" + i + "\u0002")
                .replace("Scalar.", "")
                .replace("Math.", "")
                .replace("(float) ", "")
                .replaceAll("(?<=[0-9])f\\b", "")
                .replace(" - ", " − ")
                .replace(" * ", " ⊙ ")
                .transform(text -> {
                    String named = text;
                    for (int i : reads()) {
                        named = named.replace("\u0001" + i + "\u0002", operand.apply(i));
                    }
                    return named;
                });
    }

    private String render(IntFunction<String> operand, int around) {
        if (this instanceof Arg a) {
            return operand.apply(a.index());
        }
        if (this instanceof Literal l) {
            String text = Floats.literal(l.value());
            return l.value() < 0 && around > Fn.SUM ? "(" + text + ")" : text;
        }
        if (this instanceof Whole w) {
            return w.value() < 0 && around > Fn.SUM ? "(" + w.value() + ")" : Integer.toString(w.value());
        }
        Call c = (Call) this;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < c.args().size(); i++) {
            parts.add(c.args().get(i).render(operand, c.fn().around(i)));
        }
        String text = c.fn().java(parts);
        return c.fn().binding() < around ? "(" + text + ")" : text;
    }
}
