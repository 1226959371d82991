package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.fold.Grid;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products of matrices; with a matrix that is known they are dense layers. */
final class Products {
    private Products() {}

    static Map<String, Operator> operators() {
        return Map.of("Gemm", Products::gemm, "MatMul", Products::matmul);
    }

    private static List<Value> gemm(Call call) {
        float alpha = call.number("alpha", 1);
        float beta = call.number("beta", 1);
        Flow a = call.flow(0);
        if (call.flag("transA")) {
            a = Reshapes.transpose(a, List.of(1, 0));
        }
        if (call.in(1) instanceof Known b) {
            Literal weight = call.flag("transB") ? b.literal() : transposed(b.literal());
            Literal bias = call.has(2) && call.in(2) instanceof Known c
                    ? bias(c.literal(), weight.dims().get(0))
                    : null;
            Flow y = dense(call, a, scaled(weight, alpha), bias == null ? null : scaled(bias, beta));
            return List.of(call.has(2) && bias == null ? plus(call, y, beta) : y);
        }
        Flow b = call.flow(1);
        Flow y = product(call, a, call.flag("transB") ? Reshapes.transpose(b, List.of(1, 0)) : b);
        y = alpha == 1 ? y : y.with(y.tensor().times(alpha));
        return List.of(call.has(2) ? plus(call, y, beta) : y);
    }

    private static Flow plus(Call call, Flow y, float beta) {
        Aligned both = Aligned.of(call, List.of(y, call.in(2)));
        Tensor c = both.tensors().get(1);
        return both.result(both.tensors().get(0).plus(beta == 1 ? c : c.times(beta)))
                .as(y.type());
    }

    /** A bias {@code [units]}, if a value is one for each unit, or one for all. */
    private static @Nullable Literal bias(Literal c, int units) {
        boolean row = c.size() == units
                && (c.rank() == 1 || (c.rank() == 2 && c.dims().get(0) == 1));
        return row ? c.reshaped(List.of(units)) : null;
    }

    private static Literal scaled(Literal x, float factor) {
        if (factor == 1) {
            return x;
        }
        float[] values = x.numbers();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Literal.of(x.type(), x.dims(), values);
    }

    static Literal transposed(Literal matrix) {
        return Grid.transpose(matrix, List.of(1, 0));
    }

    /** A dense layer, {@code weight [units, features]}. */
    static Flow dense(Call call, Flow x, Literal weight, @Nullable Literal bias) {
        if (x.axes().batched() && x.axes().batch() == x.rank() - 1) {
            throw new Unsupported("it adds up over the samples of the batch");
        }
        Map<String, Literal> parameters = new HashMap<>(Map.of("weight", weight));
        if (bias != null) {
            parameters.put("bias", bias);
        }
        Tensor y = call.layer(
                DenseLayer.class,
                Map.of("units", weight.dims().get(0), "bias", bias != null),
                call.path(weight),
                parameters,
                x.tensor());
        return x.with(y);
    }

    private static List<Value> matmul(Call call) {
        if (call.in(1) instanceof Known known && known.type().floats() && call.in(0) instanceof Flow x) {
            Literal matrix = known.literal();
            while (matrix.rank() > 2 && matrix.dims().get(0) == 1 && matrix.rank() <= x.rank()) {
                matrix = matrix.reshaped(matrix.dims().subList(1, matrix.rank()));
            }
            if (matrix.rank() == 2 && x.tensor().shape().rank() > 0) {
                return List.of(dense(call, x, transposed(matrix), null));
            }
        }
        Flow a = call.flow(0);
        Flow b = call.flow(1);
        boolean row = a.rank() == 1;
        boolean column = b.rank() == 1;
        Flow y = product(
                call, row ? Reshapes.unsqueeze(a, List.of(0)) : a, column ? Reshapes.unsqueeze(b, List.of(1)) : b);
        if (column) {
            y = Reshapes.squeeze(y, List.of(y.rank() - 1));
        }
        return List.of(row ? Reshapes.squeeze(y, List.of(y.rank() - (column ? 1 : 2))) : y);
    }

    /** A product of the last two axes, with the axes before them broadcast. */
    static Flow product(Call call, Flow a, Flow b) {
        Axes axes = a.axes().batched() ? a.axes() : b.axes();
        for (Flow x : List.of(a, b)) {
            int fromEnd = x.rank() - x.axes().batch();
            if (x.axes().batched() && fromEnd <= 2) {
                throw new Unsupported(
                        "it mixes the samples of the batch, axis " + x.axes().batch());
            }
        }
        if (a.axes().batched() && b.axes().batched()) {
            boolean together =
                    a.rank() - a.axes().batch() == b.rank() - b.axes().batch()
                            && a.axes().with() == b.axes().with();
            if (!together) {
                throw new Unsupported("the batch is another axis of the one matrix than of the other");
            }
        }
        int rank = Math.max(a.rank(), b.rank());
        Flow leader = a.axes().batched() ? a : b;
        if (axes.batched()) {
            axes = new Axes(rank - (leader.rank() - leader.axes().batch()), axes.with());
            a = a.axes().batched() ? a : withoutBatchAxis(a, rank, axes);
            b = b.axes().batched() ? b : withoutBatchAxis(b, rank, axes);
        }
        return leader.with(a.tensor().matmul(b.tensor()), axes);
    }

    /** A matrix that is the same for every sample has one place, or none, where the other has the batch. */
    private static Flow withoutBatchAxis(Flow x, int rank, Axes axes) {
        int at = axes.batch() - (rank - x.rank());
        if (at < 0 || !axes.plain()) {
            return x;
        }
        if (!x.dims().get(at).is(1)) {
            throw new Unsupported("there is one matrix for each sample of the batch");
        }
        return Reshapes.squeeze(x, List.of(at));
    }
}
