package dev.nervure.processor.onnx.operators;

import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The equation of an {@code Einsum}, with letters of their own for the axes that dots stand for.
 *
 * @param terms the letters of each tensor, one an axis
 * @param result the letters of the result
 * @param dotted the letters that stand for dots: axes of size 1 broadcast there
 */
record EinsumEquation(List<String> terms, String result, String dotted) {
    private static final String DOTS = "...";

    /** Letters that no equation has: those of the dots, from the last axis on. */
    private static final char FIRST_DOTTED = '\u0100';

    EinsumEquation {
        terms = List.copyOf(terms);
    }

    /** Reads an equation for tensors. */
    static EinsumEquation of(String text, List<Value> values) {
        String equation = text.replace(" ", "");
        int arrow = equation.indexOf("->");
        String[] given = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
        if (given.length != values.size()) {
            throw new Unsupported(
                    "its equation " + text + " is about " + given.length + " tensors, and it reads " + values.size());
        }
        int most = 0;
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            int dots = given[i].contains(DOTS) ? values.get(i).rank() - (given[i].length() - DOTS.length()) : 0;
            if (dots < 0
                    || given[i].replace(DOTS, "").length() + dots
                            != values.get(i).rank()) {
                throw new Unsupported("its equation " + text + " gives tensor " + (i + 1) + " other axes than the "
                        + values.get(i).rank() + " that it has");
            }
            most = Math.max(most, dots);
            terms.add(given[i].replace(DOTS, dotted(dots)));
        }
        String result = arrow < 0
                ? (equation.contains(DOTS) ? DOTS : "") + once(String.join("", given))
                : equation.substring(arrow + 2);
        return new EinsumEquation(terms, result.replace(DOTS, dotted(most)), dotted(most));
    }

    /** The letters of so many axes; the last ones of each term are the same. */
    private static String dotted(int axes) {
        StringBuilder letters = new StringBuilder();
        for (int i = axes - 1; i >= 0; i--) {
            letters.append((char) (FIRST_DOTTED + i));
        }
        return letters.toString();
    }

    /** Letters that stand in all terms together once, in the order of the alphabet: the result that no arrow says. */
    private static String once(String letters) {
        StringBuilder once = new StringBuilder();
        letters.chars()
                .filter(Character::isLetter)
                .filter(c -> letters.indexOf(c) == letters.lastIndexOf(c))
                .sorted()
                .forEach(c -> once.append((char) c));
        return once.toString();
    }
}
