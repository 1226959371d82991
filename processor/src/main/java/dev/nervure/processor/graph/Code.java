package dev.nervure.processor.graph;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operation writes its Java with: statements, loops over samples and rows, and the local variables for the arrays
 * that are used.
 */
public abstract class Code {
    private static final Pattern LEADING_LITERAL = Pattern.compile("(\\d+)(| \\* [\\w.*\\[\\] ]+)");
    private static final Pattern TRAILING_LITERAL = Pattern.compile("(|.* \\+ )(\\d+)");

    /** What happens to consecutive rows; both are Java expressions. */
    @FunctionalInterface
    public interface Rows {
        void write(String first, String count);
    }

    /** What happens to one row or element; its number is a Java expression. */
    @FunctionalInterface
    public interface Each {
        void write(String index);
    }

    /** What happens to one value: the variables of the loops over the first axes, and its index. */
    @FunctionalInterface
    public interface Run {
        void write(List<String> at, String index);
    }

    /** Writes one statement. */
    public abstract Code add(String format, Object... args);

    /** Writes a line of comment. */
    public abstract Code comment(String format, Object... args);

    /** Opens a loop or a condition. */
    public abstract Code begin(String format, Object... args);

    /** Closes what a condition opened last, and opens what holds otherwise. */
    public abstract Code otherwise();

    /** Opens a block, for local variables that end with it. */
    public abstract Code block();

    /** Closes what was opened last. */
    public abstract Code end();

    /** Says that a method may end here: nothing is open, and no local variable is read further on. */
    public abstract Code cut();

    /**
     * One row after another, each by a call of a method of its own: for long straight code. HotSpot 25 checks each index of
     * a loop's body on its own, those of a method at once, which makes one sample of a tiny layer a third faster. What has
     * {@code n} or a loop around cannot be used within.
     */
    public abstract Code eachRowApart(Shape shape, int axes, Each body);

    /** The local variable of a value's array. */
    public abstract String array(Value value);

    /** Whether two values lie in one array in some activations or gradients. */
    public abstract boolean mayShare(Value a, Value b);

    /** A name for a local variable like the wanted one, that no array has. */
    public abstract String name(String wanted);

    /** A row of memory for this method alone, at least {@code length} floats. */
    public abstract String scratch(String name, int length);

    /** The same with {@code rows} rows of {@code length}. */
    public abstract String scratchRows(String name, int rows, int length);

    /** A constant of the class. */
    public abstract String constant(String name, TypeName type, CodeBlock value);

    /** A constant table of few values. */
    public abstract String constant(String name, List<Float> values);

    /** Working memory of a class of its own, for this method alone. */
    public abstract String scratch(String name, ClassName type);

    /** A class of a block that repeats. */
    public abstract ClassName blockType(Repetition repeat, String suffix);

    /** How a parameter, or the gradient of one, lies in memory. */
    public abstract Layout layout(Value parameter);

    /** How many of the step's optional results are not stored. */
    public abstract LeftOut leftOut(Step step);

    /** How many elements an axis of sample {@code s} has. */
    public abstract String dim(Dim dim, String s);

    /** Closes the {@code count} that were opened last. */
    public Code end(int count) {
        for (int i = 0; i < count; i++) {
            end();
        }
        return this;
    }

    /** Opens a loop from 0 to before {@code count} and returns its variable. */
    public String loop(String wanted, String count) {
        String k = name(wanted);
        begin("for (int $1L = 0; $1L < $2L; $1L++)", k, count);
        return k;
    }

    /** Sets a value of floats to 0, that of every sample of the call if it has samples. */
    public Code clear(Value value) {
        return value.shape().batched()
                ? add(
                        "$T.fill($L, 0, $L, 0f)",
                        Arrays.class,
                        array(value),
                        times(value.shape().size(), "n"))
                : add("$T.fill($L, 0f)", Arrays.class, array(value));
    }

    /** The same, or {@code null} where there is no value. */
    public String arrayOrNull(@Nullable Value value) {
        return value == null ? "null" : array(value);
    }

    /** A literal times an expression, without noise. */
    public static String times(int factor, String expression) {
        if (factor == 1 || expression.equals("0")) {
            return expression;
        }
        Matcher literal = LEADING_LITERAL.matcher(expression);
        if (literal.matches()) {
            int product = Math.multiplyExact(factor, Integer.parseInt(literal.group(1)));
            return literal.group(2).isEmpty()
                    ? Integer.toString(product)
                    : times(product, literal.group(2).substring(3));
        }
        boolean simple = expression.matches("[\\w.*\\[\\] ]+");
        return factor + " * " + (simple ? expression : "(" + expression + ")");
    }

    /** A sum of two expressions, without noise. */
    public static String plus(String a, String b) {
        if (a.equals("0")) {
            return b;
        }
        if (b.equals("0")) {
            return a;
        }
        Matcher literal = TRAILING_LITERAL.matcher(a);
        return literal.matches() && b.matches("\\d+")
                ? literal.group(1) + Math.addExact(Integer.parseInt(literal.group(2)), Integer.parseInt(b))
                : a + " + " + b;
    }

    /**
     * Consecutive rows of a tensor: all of them at once where sizes are fixed, the valid part of each run where a symbol
     * says how long it is.
     *
     * @param axes how many of the last axes make one row
     */
    public void rows(Shape shape, int axes, Rows body) {
        List<Dim> leading = shape.sample().subList(0, shape.rank() - axes);
        int variable = leading.size() - 1;
        while (variable >= 0 && leading.get(variable).constant()) {
            variable--;
        }
        if (variable < 0 || !shape.batched()) {
            int max = sizes(leading);
            body.write("0", shape.batched() ? times(max, "n") : Integer.toString(max));
            return;
        }
        Dim length = leading.get(variable);
        int inner = sizes(leading.subList(variable + 1, leading.size()));
        Shape rows = shape.withSample(leading);
        nest(shape, variable, at -> body.write(offset(rows, at), times(inner, dim(length, at.get(0)))));
    }

    /**
     * A loop over the samples and one over each of the first axes of a sample, as far as the sample goes. The body gets
     * the loop variables, that of the sample first.
     */
    public void nest(Shape shape, int axes, Consumer<List<String>> body) {
        if (shape.batched()) {
            String s = loop("s", "n");
            nest(shape, List.of(s), axes, body);
            end();
        } else {
            nest(shape, List.of("0"), axes, body);
        }
    }

    /** Loops over further axes, until there is one over each of the first {@code axes}. */
    private void nest(Shape shape, List<String> outer, int axes, Consumer<List<String>> body) {
        List<String> at = new ArrayList<>(outer);
        int open = 0;
        for (int axis = at.size() - 1; axis < axes; axis++) {
            if (shape.axis(axis).equals(Dim.of(1))) {
                at.add("0");
            } else {
                at.add(loop("k" + axis, dim(shape.axis(axis), at.get(0))));
                open++;
            }
        }
        body.accept(at);
        end(open);
    }

    /**
     * One value after another, as far as the sample goes, within the loops of {@link #nest}: a loop over each of the first
     * {@code axes}, and one over what lies in a row behind them.
     *
     * @param outer the variables of the loops that are open
     */
    public void runs(Shape shape, List<String> outer, int axes, Run body) {
        int nested = axes;
        for (int axis = axes; axis < shape.rank(); axis++) {
            if (!shape.axis(axis).constant()) {
                nested = axis;
            }
        }
        List<Dim> row = shape.sample().subList(nested, shape.rank());
        nest(shape, outer, nested, at -> {
            String count = size(row, at.get(0));
            String first = offset(shape, at);
            if (count.equals("1")) {
                body.write(at, first);
            } else {
                body.write(at, plus(first, loop("i", count)));
                end();
            }
        });
    }

    /** How many values axes of sample {@code s} have together. */
    public String size(List<Dim> dims, String s) {
        int fixed = 1;
        List<String> factors = new ArrayList<>();
        for (Dim dim : dims) {
            if (dim.constant()) {
                fixed = Math.multiplyExact(fixed, dim.max());
            } else {
                factors.add(dim(dim, s));
            }
        }
        return factors.isEmpty() ? Integer.toString(fixed) : times(fixed, String.join(" * ", factors));
    }

    /** Where in the array a place lies, by the variables of {@link #nest}: that of the sample, then of the first axes. */
    public static String offset(Shape shape, List<String> at) {
        int stride = shape.size();
        String offset = shape.batched() ? times(stride, at.get(0)) : "0";
        for (int axis = 0; axis < at.size() - 1; axis++) {
            stride /= shape.axis(axis).max();
            offset = plus(offset, times(stride, at.get(axis + 1)));
        }
        return offset;
    }

    private static int sizes(List<Dim> dims) {
        return dims.stream().mapToInt(Dim::max).reduce(1, Math::multiplyExact);
    }

    /** One row after another. */
    public void eachRow(Shape shape, int axes, Each body) {
        rows(shape, axes, (first, count) -> {
            String r = name(axes == 0 ? "i" : "r");
            begin("for (int $1L = $2L; $1L < $3L; $1L++)", r, first, plus(first, count));
            body.write(r);
            end();
        });
    }
}
