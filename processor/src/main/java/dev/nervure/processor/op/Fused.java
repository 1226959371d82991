package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product and the steps after it, each of which reads the result of the one before, computed together. Results before
 * the last are optional: where one is stored, the steps up to it are computed together, and those after it one by one, to
 * the same bits.
 *
 * @param parts the product, then what follows
 * @param followers how each of those takes part in the product
 */
public record Fused(List<Step> parts, List<Follower> followers) implements Op {
    public Fused {
        parts = List.copyOf(parts);
        followers = List.copyOf(followers);
    }

    /** A product, or one with steps after it, and one more step. */
    public static Step of(Step first, Step next, Follower follower) {
        List<Step> parts = new ArrayList<>(first.op().parts(first));
        List<Follower> followers = new ArrayList<>();
        if (first.op() instanceof Fused fused) {
            followers.addAll(fused.followers());
        }
        parts.add(next);
        followers.add(follower);
        Set<Value> outputs = new LinkedHashSet<>(next.outputs());
        Set<Value> inputs = new LinkedHashSet<>();
        for (Step part : parts) {
            inputs.addAll(part.inputs());
            outputs.addAll(part.outputs());
        }
        inputs.removeAll(outputs);
        return new Step(
                new Fused(parts, followers),
                List.copyOf(inputs),
                List.copyOf(outputs),
                first.layer(),
                false,
                next.when());
    }

    /** The product that a step begins with; null if it is none. */
    public static @Nullable Step product(Step step) {
        Step first = step.op().parts(step).get(0);
        return first.op() instanceof Product ? first : null;
    }

    @Override
    public List<Step> parts(Step step) {
        return parts;
    }

    @Override
    public List<Value> optional(Step step) {
        return parts.stream().limit(parts.size() - 1L).map(Step::output).toList();
    }

    @Override
    public long multiplyAdds(Step step) {
        return parts.stream().mapToLong(part -> part.op().multiplyAdds(part)).sum();
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.differentiate(parts);
    }

    /** A line for the product with its functions and sums, and one for each other step. */
    @Override
    public String formula(Step step) {
        List<String> lines = new ArrayList<>();
        Value last = null;
        for (Step part : parts) {
            if (part.op() instanceof Elementwise e && last != null) {
                Value before = last;
                String line = lines.remove(lines.size() - 1);
                String right = line.substring(line.indexOf(" = ") + 3);
                Object[] operands = part.inputs().stream()
                        .map(value -> value.equals(before) ? right : value.local())
                        .toArray();
                lines.add(part.output().local() + " = " + e.titled(operands));
                last = part.output();
            } else {
                lines.add(part.op().formula(part));
                last = part.op() instanceof Product ? part.output() : null;
            }
        }
        return String.join("\n", lines);
    }

    @Override
    public void emit(Step step, Code code) {
        LeftOut leftOut = code.leftOut(step);
        List<Integer> ends = new ArrayList<>(); // the parts that are computed together
        List<Integer> stored = new ArrayList<>(); // the optional result whose length tells so
        for (int left : leftOut.numbers()) {
            int end = 1 + left;
            if (end < parts.size() && followers.get(end - 1).storesBefore()) {
                end++;
            }
            if (!ends.contains(end)) {
                ends.add(end);
                stored.add(left);
            }
        }
        for (int i = 0; i < ends.size(); i++) {
            if (i + 1 < ends.size()) {
                Value value = parts.get(stored.get(i)).output();
                String kept = code.array(value);
                String where = leftOut.training() > stored.get(i) ? "where every tensor is kept" : "in training";
                code.comment("$L has a length only $L.", kept, where);
                code.begin("if ($L.length > 0)", kept);
            }
            together(ends.get(i), leftOut.everything(), code);
            if (i + 1 < ends.size()) {
                code.otherwise();
            }
        }
        code.end(ends.size() - 1);
    }

    private void together(int end, int absent, Code code) {
        Step product = parts.get(0);
        Ending ending = new Ending(product, code);
        for (int i = 1; i < end; i++) {
            followers.get(i - 1).follow(parts.get(i), parts.get(i - 1).output(), ending);
        }
        if (end - 2 < absent) {
            ending.storesNoResult();
        }
        ((Product) product.op()).emit(product, ending, code);
        parts.stream().skip(end).forEach(part -> part.op().emit(part, code));
    }
}
