package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A size that hangs on symbols: a sum of products of symbols, each with a whole factor, such as {@code 12 n T + 3}.
 *
 * @param terms the factors, by product of symbols; no factor is 0
 */
public record Size(Map<List<String>, Long> terms) {
    /** The batch. */
    public static final Size BATCH = symbol(Dim.batch().toString());

    public Size {
        terms = Map.copyOf(terms);
    }

    public static Size of(long value) {
        return new Size(value == 0 ? Map.of() : Map.of(List.of(), value));
    }

    public static Size symbol(String name) {
        return new Size(Map.of(List.of(name), 1L));
    }

    /** A dimension of a tensor. A length that is divided becomes a symbol of its own. */
    public static Size of(Dim dim) {
        if (dim instanceof Dim.Constant constant) {
            return of(constant.size());
        }
        if (dim instanceof Dim.Sum sum) {
            return of(sum.of()).plus(of(sum.term()));
        }
        return dim instanceof Dim.Product product
                ? of(product.of()).times(of(product.factor()))
                : symbol(dim.toString());
    }

    /** Whether the size is the same in every call. */
    public boolean constant() {
        return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(List.of()));
    }

    /**
     * The number.
     *
     * @throws Unsupported if the size hangs on a symbol
     */
    public long value() {
        if (!constant()) {
            throw new Unsupported("the size " + this + " would have to be a number");
        }
        return terms.getOrDefault(List.of(), 0L);
    }

    public boolean is(long value) {
        return constant() && value() == value;
    }

    public Size plus(Size other) {
        Map<List<String>, Long> sum = new TreeMap<>(ORDER);
        sum.putAll(terms);
        other.terms.forEach((symbols, factor) -> sum.merge(symbols, factor, Math::addExact));
        return of(sum);
    }

    public Size minus(Size other) {
        return plus(other.times(of(-1)));
    }

    public Size times(Size other) {
        Map<List<String>, Long> product = new TreeMap<>(ORDER);
        terms.forEach((a, f) -> other.terms.forEach((b, g) -> {
            List<String> symbols = new ArrayList<>(a);
            symbols.addAll(b);
            symbols.sort(null);
            product.merge(symbols, Math.multiplyExact(f, g), Math::addExact);
        }));
        return of(product);
    }

    /** The quotient by a product of symbols, if there is no remainder; else null. */
    public @Nullable Size dividedBy(Size other) {
        if (constant() && other.constant()) {
            return other.value() != 0 && value() % other.value() == 0 ? of(value() / other.value()) : null;
        }
        if (other.terms.size() != 1) {
            return equals(other) ? of(1) : null;
        }
        Map.Entry<List<String>, Long> divisor =
                other.terms.entrySet().iterator().next();
        Map<List<String>, Long> quotient = new TreeMap<>(ORDER);
        for (Map.Entry<List<String>, Long> term : terms.entrySet()) {
            List<String> symbols = new ArrayList<>(term.getKey());
            for (String symbol : divisor.getKey()) {
                if (!symbols.remove(symbol)) {
                    return null;
                }
            }
            if (term.getValue() % divisor.getValue() != 0) {
                return null;
            }
            quotient.put(symbols, term.getValue() / divisor.getValue());
        }
        return of(quotient);
    }

    private static Size of(Map<List<String>, Long> terms) {
        terms.values().removeIf(factor -> factor == 0);
        return new Size(terms);
    }

    private static final java.util.Comparator<List<String>> ORDER =
            java.util.Comparator.comparing((List<String> symbols) -> String.join(" ", symbols));

    @Override
    public String toString() {
        Map<List<String>, Long> sorted = new TreeMap<>(ORDER.reversed());
        sorted.putAll(terms);
        StringBuilder text = new StringBuilder();
        sorted.forEach((symbols, factor) -> {
            String product = String.join(" ", symbols);
            text.append(text.isEmpty() ? "" : " + ");
            text.append(symbols.isEmpty() ? "" + factor : factor == 1 ? product : factor + " " + product);
        });
        return text.isEmpty() ? "0" : text.toString();
    }
}
