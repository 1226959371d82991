package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A block that runs {@code times} times, each turn on the result of the one before, with weights, activations and
 * gradients of its own. The block is a program of its own and becomes classes of its own, however often it runs.
 *
 * @param name the accessor of the turns in generated classes
 * @param field the field of the turns in generated classes
 * @param suffix what comes after the name of the classes around in the names of the block's classes
 * @param path the path of the parameters: turn i has {@code path.i.…}; empty if it has {@code i.…}
 * @param times how often the block runs
 * @param body what one turn computes
 */
public record Repeat(String name, String field, String suffix, String path, int times, Program body)
        implements Repetition {
    @Override
    public Op withBody(UnaryOperator<Program> pass) {
        return new Repeat(name, field, suffix, path, times, pass.apply(body));
    }

    /** The block is known by its name: comparing programs would compare all that is in them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Repeat r
                && path.equals(r.path)
                && body.unit().nodes().equals(r.body.unit().nodes());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + times + " turns of " + name + " from "
                + step.input(0).local();
    }

    @Override
    public long multiplyAdds(Step step) {
        return times * body.multiplyAdds();
    }

    @Override
    public void emit(Step step, Code code) {
        code.each(
                "i",
                Index.of(times),
                i -> code.add("$1T.run(w.$2L[$3L], a.$2L[$3L], n)", code.blockType(this, "Forward"), field, i));
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        List<Value> results = adjoint.intermediates(
                name + "Gradient", step.inputs(), new Backward(this), List.of(adjoint.gradient(step.output())));
        List<Value> floats = step.inputs().stream()
                .filter(input -> input.element() == Value.Element.FLOAT)
                .toList();
        for (int i = 0; i < floats.size(); i++) {
            adjoint.contribute(floats.get(i), new Elementwise(Expr.arg(0), "%s"), List.of(results.get(i)));
        }
    }

    /**
     * The turns in reverse. Its outputs are the gradients of what the block reads: of the first turn's input, and the sum
     * over all turns for what every turn reads.
     */
    public record Backward(Repeat repeat) implements Op {
        @Override
        public Op withBody(UnaryOperator<Program> pass) {
            return new Backward((Repeat) repeat.withBody(pass));
        }

        @Override
        public String formula(Step step) {
            return step.output().local() + " = " + repeat.times + " turns of " + repeat.name + " back from "
                    + step.input(0).local();
        }

        @Override
        public void emit(Step step, Code code) {
            List<Value> shared =
                    new ArrayList<>(step.outputs().subList(1, step.outputs().size()));
            shared.forEach(value -> code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(value)));
            String i = code.name("i");
            code.begin("for (int $1L = $2L; $1L >= 0; $1L--)", i, Integer.toString(repeat.times - 1));
            if (repeat.recompute()) {
                code.add("$1T.run(w.$2L[$3L], a.$2L[$3L], n)", code.blockType(repeat, "Forward"), repeat.field, i);
            }
            code.add(
                            "$1T.run(w.$2L[$3L], a.$2L[$3L], g.$2L[$3L], n)",
                            code.blockType(repeat, "Backward"),
                            repeat.field,
                            i)
                    .end();
        }
    }
}
