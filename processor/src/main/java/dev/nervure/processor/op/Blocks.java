package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.processor.emit.Code;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * Copies the part {@code from … from + size} of an axis of one tensor to the part beginning at {@code to} of another:
 * what concatenation, slices and padding are made of.
 *
 * @param axis the axis, from 0 within a sample
 */
public record Blocks(int axis, int from, int to, int size) implements Op {
    @Override
    public String formula(Step step) {
        return range(step.output(), to) + " = " + range(step.input(0), from);
    }

    private String range(Value value, int begin) {
        boolean whole = begin == 0 && value.shape().axis(axis).max() == size;
        return value.local() + (whole ? "" : "[" + ":, ".repeat(axis) + begin + ":" + (begin + size) + "]");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(
                step.input(0),
                new Gradient(new Blocks(axis, to, from, size)),
                List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        copy(step.input(0), step.output(), code, false);
    }

    private void copy(Value source, Value target, Code code, boolean add) {
        Shape shape = source.shape();
        int inner = shape.sample().subList(axis + 1, shape.rank()).stream()
                .mapToInt(dim -> dim.max())
                .reduce(1, Math::multiplyExact);
        int sourceRow = shape.axis(axis).max() * inner;
        int targetRow = target.shape().axis(axis).max() * inner;
        int length = size * inner;
        code.eachRow(shape, shape.rank() - axis, r -> {
            String at = Code.plus(Code.times(sourceRow, r), Integer.toString(from * inner));
            String put = Code.plus(Code.times(targetRow, r), Integer.toString(to * inner));
            if (add) {
                String i = code.name("i");
                code.begin("for (int $1L = 0; $1L < $2L; $1L++)", i, Integer.toString(length))
                        .add(
                                "$L[$L] += $L[$L]",
                                code.array(target),
                                Code.plus(put, i),
                                code.array(source),
                                Code.plus(at, i))
                        .end();
            } else {
                code.add(
                        "System.arraycopy($L, $L, $L, $L, $L)",
                        code.array(source),
                        at,
                        code.array(target),
                        put,
                        Integer.toString(length));
            }
        });
    }

    /** The part of the gradient goes back to where the values came from; what was not read has none. */
    private record Gradient(Blocks back) implements Op {
        @Override
        public String formula(Step step) {
            return back.formula(step);
        }

        @Override
        public void emit(Step step, Code code) {
            boolean whole = step.output().shape().axis(back.axis).max() == back.size;
            if (!whole && !step.add()) {
                code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(step.output()));
            }
            back.copy(step.input(0), step.output(), code, step.add());
        }
    }
}
