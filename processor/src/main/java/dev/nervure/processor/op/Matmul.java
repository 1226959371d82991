package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code c = a · b} of the last two axes, {@code […, r, k], […, k, m] → […, r, m]}; the axes before them broadcast as
 * PyTorch's {@code matmul}.
 */
public record Matmul() implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + " · "
                + step.input(1).local();
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value a = step.input(0);
        Value b = step.input(1);
        Value d = adjoint.gradient(step.output());
        adjoint.contribute(a, new Product("timesTransposed", step.output().shape()), List.of(d, b));
        adjoint.contribute(b, new Product("transposedTimes", step.output().shape()), List.of(a, d));
    }

    @Override
    public long multiplyAdds(Step step) {
        return (long) step.output().shape().size()
                * step.input(0).shape().axis(-1).max();
    }

    @Override
    public void emit(Step step, Code code) {
        new Product("times", step.output().shape()).emit(step, code);
    }

    /**
     * A product for each place along the outer axes.
     *
     * @param kernel which factor is transposed
     * @param places the shape whose outer axes are gone through
     */
    private record Product(String kernel, Shape places) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = " + step.input(0).local()
                    + (kernel.startsWith("transposed") ? "ᵀ" : "") + " · "
                    + step.input(1).local()
                    + (kernel.endsWith("Transposed") ? "ᵀ" : "");
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value a = step.input(0);
            Value b = step.input(1);
            Value d = adjoint.gradient(step.output());
            if (kernel.startsWith("transposed")) { // c = aᵀ b
                adjoint.contribute(a, new Product("timesTransposed", places), List.of(b, d));
                adjoint.contribute(b, new Product("times", places), List.of(a, d));
            } else { // c = a bᵀ
                adjoint.contribute(a, new Product("times", places), List.of(d, b));
                adjoint.contribute(b, new Product("transposedTimes", places), List.of(d, a));
            }
        }

        @Override
        public void emit(Step step, Code code) {
            Value a = step.input(0);
            Value b = step.input(1);
            Value c = step.output();
            boolean sums = c.shape().batched() != places.batched()
                    || c.shape().size() / matrix(c.shape()) < places.size() / matrix(places);
            if (sums && !step.add()) {
                code.clear(c);
            }
            Axes left = code.axes(a);
            Axes right = code.axes(b);
            Axes result = code.axes(c);
            code.nest(outer(step, code), places.rank() - 2, at -> {
                Index s = at.get(0);
                int shared = left.rank() - (kernel.startsWith("transposed") ? 2 : 1);
                code.add(
                        "$T.$L($L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L)",
                        KernelTypes.PRODUCT,
                        kernel,
                        code.array(a),
                        offset(left, at),
                        left.size(-1),
                        code.array(b),
                        offset(right, at),
                        right.size(-1),
                        code.array(c),
                        offset(result, at),
                        result.size(-1),
                        code.length(result, result.rank() - 2, s),
                        code.length(left, shared, s),
                        code.length(result, result.rank() - 1, s),
                        Boolean.toString(sums || step.add()));
            });
        }

        private static int matrix(Shape shape) {
            return shape.axis(-2).max() * shape.axis(-1).max();
        }

        /** What is gone through, with the names that its sizes have in what has them all. */
        private Axes outer(Step step, Code code) {
            return Stream.concat(step.inputs().stream(), step.outputs().stream())
                    .filter(value -> value.shape().equals(places))
                    .findFirst()
                    .map(code::axes)
                    .orElseThrow();
        }

        /** Where the matrix lies that belongs to a place: axes of size 1, or that are missing, are read again. */
        private Index offset(Axes axes, List<Index> at) {
            Shape shape = axes.shape();
            int missing = places.rank() - shape.rank();
            List<Index> own = new ArrayList<>(List.of(at.get(0)));
            for (int axis = 0; axis < shape.rank() - 2; axis++) {
                own.add(shape.axis(axis).equals(Dim.of(1)) ? Index.ZERO : at.get(1 + missing + axis));
            }
            return axes.offset(own);
        }
    }
}
