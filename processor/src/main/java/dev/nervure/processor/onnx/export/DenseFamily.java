package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.BilinearLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.EmbeddingLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products of tensors with weights. */
final class DenseFamily {
    private DenseFamily() {}

    static void register() {
        Exports.register(
                DenseLayer.class,
                (layer, scope) -> Functions.apply(
                        layer.activation(),
                        linear(
                                scope.input(0),
                                Scope.rank(scope.shape(0)),
                                scope.parameter("weight"),
                                scope.optionalParameter("bias"),
                                scope),
                        scope));
        Exports.register(BilinearLayer.class, DenseFamily::bilinear);
        Exports.register(
                EmbeddingLayer.class, (layer, scope) -> scope.op("Gather", scope.parameter("weight"), scope.input(0)));
    }

    /**
     * {@code x · Wᵀ + b}, with the weight {@code [out, in]} as it is.
     *
     * @param rank the number of axes of {@code x}
     */
    static Edge linear(Edge x, int rank, Edge weight, @Nullable Edge bias, Scope scope) {
        if (rank == 2) {
            List<Edge> reads = new ArrayList<>(List.of(x, weight));
            if (bias != null) {
                reads.add(bias);
            }
            return scope.op("Gemm", List.copyOf(reads), Attribute.of("transB", 1));
        }
        Edge product = scope.op("MatMul", x, scope.op("Transpose", weight, Attribute.ints("perm", List.of(1, 0))));
        return bias == null ? product : scope.op("Add", product, bias);
    }

    /** All products of a value of a and one of b, side by side, times the weight {@code [units, a · b]}. */
    private static Edge bilinear(BilinearLayer layer, Scope scope) {
        Shape a = scope.shape(0);
        int rank = Scope.rank(a);
        int pairs = a.axis(-1).max() * scope.shape(1).axis(-1).max();
        Edge column = scope.op("Unsqueeze", scope.input(0), scope.ints(rank));
        Edge row = scope.op("Unsqueeze", scope.input(1), scope.ints(rank - 1));
        List<Integer> shape = new ArrayList<>(Collections.nCopies(rank - 1, 0));
        shape.add(pairs);
        Edge products = scope.op("Reshape", scope.op("Mul", column, row), scope.ints(shape));
        Edge weight = scope.op("Reshape", scope.parameter("weight"), scope.ints(layer.units(), pairs));
        return Functions.apply(
                layer.activation(), linear(products, rank, weight, scope.optionalParameter("bias"), scope), scope);
    }
}
