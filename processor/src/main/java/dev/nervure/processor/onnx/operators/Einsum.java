package dev.nervure.processor.onnx.operators;

import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Sizes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sums of products by letters. Tensors are multiplied two by two, as matrices: their axes are brought into an order in which
 * the letters that both have, and that are summed, lie next to each other.
 */
final class Einsum {
    private Einsum() {}

    static Map<String, Operator> operators() {
        return Map.of("Einsum", Einsum::einsum);
    }

    /** A value whose axes have letters. */
    private record Term(Value value, String letters) {
        Size size(char letter) {
            return value.dims().get(letters.indexOf(letter));
        }

        /** Whether the axis of a letter has several places, along which others of one place are repeated. */
        boolean repeats(char letter) {
            return letters.indexOf(letter) >= 0 && !size(letter).is(1);
        }
    }

    private static List<Value> einsum(Call call) {
        EinsumEquation equation = EinsumEquation.of(call.text("equation", ""), call.all());
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            terms.add(withoutDoubles(call, new Term(call.in(i), equation.terms().get(i))));
        }
        String repeating = filter(equation.dotted(), c -> terms.stream().anyMatch(term -> term.repeats((char) c)));
        terms.replaceAll(term -> withoutOnes(call, term, repeating));
        Term product = terms.get(0);
        for (int i = 1; i < terms.size(); i++) {
            StringBuilder needed = new StringBuilder(equation.result());
            terms.subList(i + 1, terms.size()).forEach(term -> needed.append(term.letters()));
            product = product(call, product, terms.get(i), needed.toString());
        }
        Term summed = summed(call, product, equation.result());
        return List.of(ordered(call, summed, equation.result()).value());
    }

    private static String filter(String letters, IntPredicate which) {
        return letters.chars()
                .filter(which)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    /** A term in which no letter stands twice. */
    private static Term withoutDoubles(Call call, Term term) {
        for (int i = 0; i < term.letters().length(); i++) {
            char letter = term.letters().charAt(i);
            int again = term.letters().indexOf(letter, i + 1);
            if (again >= 0) {
                return withoutDoubles(call, diagonal(call, term, letter, i, again));
            }
        }
        return term;
    }

    /** A term without axes of one place, if other terms have several along the same letter. */
    private static Term withoutOnes(Call call, Term term, String repeating) {
        String kept = filter(
                term.letters(),
                c -> repeating.indexOf(c) < 0 || !term.size((char) c).is(1));
        if (kept.equals(term.letters())) {
            return term;
        }
        List<Size> sizes = kept.chars().mapToObj(c -> term.size((char) c)).toList();
        return new Term(call.apply("Reshape", Map.of(), term.value(), Sizes.of(sizes, false)), kept);
    }

    /** The places of two axes that are equal: every {@code size + 1}-th of both as one. */
    private static Term diagonal(Call call, Term term, char letter, int first, int second) {
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, term.letters().length()).boxed().toList());
        order.remove((Integer) first);
        order.remove((Integer) second);
        List<Size> dims = new ArrayList<>(
                order.stream().map(axis -> term.value().dims().get(axis)).toList());
        String others = order.stream()
                .map(axis -> String.valueOf(term.letters().charAt(axis)))
                .reduce("", String::concat);
        order.addAll(List.of(first, second));
        Size size = term.size(letter);
        Value moved = call.apply("Transpose", Map.of("perm", Attribute.of(order)), term.value());
        dims.add(size.times(size));
        Value flat = call.apply("Reshape", Map.of(), moved, Sizes.of(dims, false));
        Value taken = call.apply(
                "Slice",
                Map.of(),
                flat,
                new Known(Literal.of(0)),
                new Known(Literal.of(Long.MAX_VALUE)),
                new Known(Literal.of(-1)),
                new Known(Literal.of(size.value() + 1)));
        return new Term(taken, others + letter);
    }

    /** Without the letters that nothing else has. */
    private static Term summed(Call call, Term x, String others) {
        List<Integer> axes = IntStream.range(0, x.letters().length())
                .filter(i -> others.indexOf(x.letters().charAt(i)) < 0)
                .boxed()
                .toList();
        if (axes.isEmpty()) {
            return x;
        }
        long[] numbers = axes.stream().mapToLong(i -> i).toArray();
        Value sum = call.apply(
                "ReduceSum",
                Map.of("axes", Attribute.of(axes), "keepdims", Attribute.of(0)),
                x.value(),
                new Known(Literal.of(numbers)));
        return new Term(sum, filter(x.letters(), c -> others.indexOf(c) >= 0));
    }

    private static Term ordered(Call call, Term x, String result) {
        if (x.letters().equals(result)) {
            return x;
        }
        List<Integer> order = result.chars().map(x.letters()::indexOf).boxed().toList();
        if (order.contains(-1) || order.size() != x.letters().length()) {
            throw new Unsupported("its equation gives letters that it does not read");
        }
        return new Term(call.apply("Transpose", Map.of("perm", Attribute.of(order)), x.value()), result);
    }

    /** The product of two terms, summed over the letters that nothing needs later. */
    private static Term product(Call call, Term first, Term second, String needed) {
        Term a = summed(call, first, second.letters() + needed);
        Term b = summed(call, second, first.letters() + needed);
        String left = a.letters();
        String right = b.letters();
        String together = filter(left, c -> right.indexOf(c) >= 0 && needed.indexOf(c) >= 0);
        String inner = filter(left, c -> right.indexOf(c) >= 0 && needed.indexOf(c) < 0);
        String own = filter(left, c -> right.indexOf(c) < 0);
        String others = filter(right, c -> left.indexOf(c) < 0);
        Map<Character, Size> sizes = new HashMap<>();
        left.chars().forEach(c -> sizes.put((char) c, a.size((char) c)));
        right.chars().forEach(c -> sizes.put((char) c, b.size((char) c)));
        Size one = Size.of(1);
        Size within = inner.isEmpty() ? one : all(inner, sizes);
        Value x = ordered(call, a, together + own + inner).value();
        Value y = ordered(call, b, together + inner + others).value();
        x = reshaped(call, x, together, sizes, List.of(all(own, sizes), within));
        y = reshaped(call, y, together, sizes, List.of(within, all(others, sizes)));
        Value product = call.apply(inner.isEmpty() ? "Mul" : "MatMul", Map.of(), x, y);
        String made = together + own + others;
        List<Size> apart = made.chars().mapToObj(c -> size(sizes, (char) c)).toList();
        return new Term(call.apply("Reshape", Map.of(), product, Sizes.of(apart, false)), made);
    }

    private static Size size(Map<Character, Size> sizes, char letter) {
        Size size = sizes.get(letter);
        if (size == null) {
            throw new Unsupported("its equation has a letter, " + letter + ", without an axis");
        }
        return size;
    }

    private static Size all(String letters, Map<Character, Size> sizes) {
        return letters.chars().mapToObj(c -> size(sizes, (char) c)).reduce(Size.of(1), Size::times);
    }

    private static Value reshaped(Call call, Value x, String together, Map<Character, Size> sizes, List<Size> matrix) {
        List<Size> dims = new ArrayList<>(
                together.chars().mapToObj(c -> size(sizes, (char) c)).toList());
        dims.addAll(matrix);
        return call.apply("Reshape", Map.of(), x, Sizes.of(dims, false));
    }
}
