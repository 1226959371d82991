package dev.nervure.processor.onnx.operators;

import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Sizes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums of products by letters: one or two tensors, whose axes are brought into the order of a product of matrices. */
final class Einsum {
    private Einsum() {}

    static Map<String, Operator> operators() {
        return Map.of("Einsum", Einsum::einsum);
    }

    private static List<Value> einsum(Call call) {
        String equation = call.text("equation", "").replace(" ", "");
        int arrow = equation.indexOf("->");
        if (arrow < 0 || equation.contains(".")) {
            throw new Unsupported("its equation '" + equation + "' has no ->, or dots");
        }
        String[] terms = equation.substring(0, arrow).split(",", -1);
        String result = equation.substring(arrow + 2);
        for (String term : terms) {
            if (term.chars().distinct().count() != term.length()) {
                throw new Unsupported("its equation " + equation + " takes a diagonal");
            }
        }
        if (terms.length == 1) {
            return List.of(ordered(call, summed(call, call.in(0), terms[0], result), kept(terms[0], result), result));
        }
        if (terms.length != 2) {
            throw new Unsupported(String.format(Locale.ROOT, "it multiplies %d tensors at once", terms.length));
        }
        return List.of(product(call, terms[0], terms[1], result));
    }

    private static String kept(String term, String others) {
        return filter(term, letter -> others.indexOf(letter) >= 0);
    }

    private static String filter(String term, java.util.function.IntPredicate which) {
        return term.chars()
                .filter(which)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    /** Without the letters that only this term has. */
    private static Value summed(Call call, Value x, String term, String others) {
        List<Integer> axes = IntStream.range(0, term.length())
                .filter(i -> others.indexOf(term.charAt(i)) < 0)
                .boxed()
                .toList();
        if (axes.isEmpty()) {
            return x;
        }
        long[] numbers = axes.stream().mapToLong(i -> i).toArray();
        return call.apply(
                "ReduceSum",
                Map.of("axes", Attribute.of(axes), "keepdims", Attribute.of(0)),
                x,
                new dev.nervure.processor.onnx.translate.Known(dev.nervure.processor.onnx.Literal.of(numbers)));
    }

    private static Value ordered(Call call, Value x, String letters, String result) {
        if (letters.equals(result)) {
            return x;
        }
        List<Integer> order = result.chars().map(letters::indexOf).boxed().toList();
        if (order.contains(-1) || order.size() != letters.length()) {
            throw new Unsupported("its equation gives letters that it does not read");
        }
        return call.apply("Transpose", Map.of("perm", Attribute.of(order)), x);
    }

    private static Value product(Call call, String first, String second, String result) {
        Value a = summed(call, call.in(0), first, second + result);
        Value b = summed(call, call.in(1), second, first + result);
        String left = kept(first, second + result);
        String right = kept(second, first + result);
        String together = filter(left, c -> right.indexOf(c) >= 0 && result.indexOf(c) >= 0);
        String inner = filter(left, c -> right.indexOf(c) >= 0 && result.indexOf(c) < 0);
        String own = filter(left, c -> right.indexOf(c) < 0);
        String others = filter(right, c -> left.indexOf(c) < 0);
        Map<Character, Size> sizes = new HashMap<>();
        sizes(a, left, sizes);
        sizes(b, right, sizes);
        Size one = Size.of(1);
        a = ordered(call, a, left, together + own + inner);
        b = ordered(call, b, right, together + inner + others);
        a = reshaped(call, a, together, sizes, List.of(all(own, sizes), inner.isEmpty() ? one : all(inner, sizes)));
        b = reshaped(call, b, together, sizes, List.of(inner.isEmpty() ? one : all(inner, sizes), all(others, sizes)));
        Value y = call.apply(inner.isEmpty() ? "Mul" : "MatMul", Map.of(), a, b);
        String made = together + own + others;
        List<Size> apart = made.chars().mapToObj(c -> size(sizes, (char) c)).toList();
        y = call.apply("Reshape", Map.of(), y, Sizes.of(apart, false));
        return ordered(call, y, made, result);
    }

    private static void sizes(Value x, String letters, Map<Character, Size> sizes) {
        for (int i = 0; i < letters.length(); i++) {
            sizes.put(letters.charAt(i), x.dims().get(i));
        }
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
